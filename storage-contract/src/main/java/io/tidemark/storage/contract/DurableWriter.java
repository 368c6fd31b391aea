package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// A process that writes until it is killed, and prints the id of each object after its write was confirmed; and who
/// looks at what it left. Each work makes two objects and keeps one upload.
public final class DurableWriter {
    /// The type of the objects.
    public static final TypeId TASK = new TypeId("task");
    private static final Principal ANN = Principal.of(new UserId(1));
    private static final SynchronizationId PHONE = new SynchronizationId(7);

    private static final int CALLERS = 4;

    private DurableWriter() {}

    /// Writes in the first account for ever.
    ///
    /// @param name a text that no earlier process was given
    public static void run(Storage storage, String name) {
        for (int caller = 0; caller < CALLERS; caller++) {
            String prefix = name + "-" + caller + "-";
            Thread.ofPlatform().start(() -> {
                for (int i = 0; ; i++) {
                    write(storage, prefix + i);
                    System.out.println(prefix + i);
                }
            });
        }
    }

    /// Writes one work.
    ///
    /// @param id of the first object
    public static void write(Storage storage, String id) {
        storage.write(new AccountId(1), transaction -> {
            Appended appended = transaction.append(List.of(created(id), created(id + "-twin")), Instant.EPOCH);
            Appended.Entry first = appended.entries().getFirst();
            transaction.putUpload(
                    new UploadRecord(PHONE, id, Outcome.Kind.CREATED, first.number(), first.sequence(), null, null));
            return true;
        });
    }

    private static Change created(String id) {
        return Change.of(
                new ObjectKey(TASK, id),
                ChangeKind.CREATED,
                null,
                new Change.State(id.getBytes(StandardCharsets.UTF_8), false, Set.of(ANN), List.of()),
                Set.of("title"),
                new Origin(null, null, "test", id));
    }

    /// Kills the process when it has confirmed so many works, and gives all that it managed to confirm.
    ///
    /// @param writer the main class of the process, which is given the database and the name
    /// @param name a text that no earlier process was given
    public static List<String> untilKilled(Class<?> writer, String database, String name, int confirmations)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        writer.getName(),
                        database,
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                lines.add(line);
                if (lines.size() == confirmations) {
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        }
        process.waitFor();
        assertThat(lines).as("the process wrote until it was killed").hasSizeGreaterThanOrEqualTo(confirmations);
        return lines.stream().filter(line -> isWhole(line, name)).toList();
    }

    /// The kill can cut the last line.
    private static boolean isWhole(String line, String name) {
        return line.matches(name + "-\\d-\\d+");
    }

    /// What was confirmed is there, and nothing is there by halves.
    public static void assertComplete(ReadTransaction transaction, List<String> confirmed) {
        for (String id : confirmed) {
            assertThat(transaction.object(new ObjectKey(TASK, id)))
                    .as("confirmed %s", id)
                    .isPresent();
        }
        Sequence head = transaction.head().sequence();
        List<LogEntry> log = transaction.log(Sequence.ZERO, Integer.MAX_VALUE);
        assertThat(log)
                .extracting(entry -> entry.sequence().value())
                .isEqualTo(LongStream.rangeClosed(1, head.value()).boxed().toList());
        assertThat(transaction.countSelected(ANN, TASK, head)).isEqualTo(head.value());
        for (LogEntry entry : log) {
            String id = entry.key().id().replace("-twin", "");
            assertThat(transaction.upload(PHONE, id)).as(id).isPresent();
            assertThat(transaction.object(new ObjectKey(TASK, id + "-twin")))
                    .as("the other half of %s", id)
                    .isPresent();
            assertThat(transaction.object(new ObjectNumber(entry.sequence().value())))
                    .map(object -> object.version())
                    .contains(entry.sequence());
        }
    }
}
