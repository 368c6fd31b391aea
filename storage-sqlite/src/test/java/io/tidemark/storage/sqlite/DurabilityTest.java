package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.storage.contract.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed at random moments: what it confirmed is there, and nothing is there by
/// halves.
class DurabilityTest {
    /// How often; `-Dtidemark.kills=1000` for a long run.
    private static final int KILLS = Integer.getInteger("tidemark.kills", 10);
    private static final int CONFIRMATIONS_MAX = 300;

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void whatWasConfirmedSurvivesAKill() throws Exception {
        Path file = folder.resolve("killed.db");
        Scenario.in(SqliteStorage.open(file, SqliteOptions.defaults())).close();
        Random random = new Random(20_260_301);
        List<String> confirmed = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            confirmed.addAll(writeUntilKilled(file, "run" + kill, 1 + random.nextInt(CONFIRMATIONS_MAX)));
            try (SqliteStorage storage = SqliteStorage.open(file, SqliteOptions.defaults())) {
                storage.read(new AccountId(1), transaction -> {
                    assertComplete(transaction, confirmed);
                    return true;
                });
            }
        }
    }

    /// Kills the process when it has confirmed so many works, and gives all that it managed to confirm.
    private static List<String> writeUntilKilled(Path file, String name, int confirmations)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurableWriter.class.getName(),
                        file.toString(),
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

    private static void assertComplete(ReadTransaction transaction, List<String> confirmed) {
        for (String id : confirmed) {
            assertThat(transaction.object(new ObjectKey(DurableWriter.TASK, id)))
                    .as("confirmed %s", id)
                    .isPresent();
        }
        Sequence head = transaction.head().sequence();
        List<LogEntry> log = transaction.log(Sequence.ZERO, Integer.MAX_VALUE);
        assertThat(log)
                .extracting(entry -> entry.sequence().value())
                .isEqualTo(LongStream.rangeClosed(1, head.value()).boxed().toList());
        assertThat(transaction.countSelected(DurableWriter.ANN, DurableWriter.TASK, head))
                .isEqualTo(head.value());
        for (LogEntry entry : log) {
            String id = entry.key().id().replace("-twin", "");
            assertThat(transaction.upload(DurableWriter.PHONE, id)).as(id).isPresent();
            assertThat(transaction.object(new ObjectKey(DurableWriter.TASK, id + "-twin")))
                    .as("the other half of %s", id)
                    .isPresent();
            assertThat(transaction.object(new ObjectNumber(entry.sequence().value())))
                    .map(object -> object.version())
                    .contains(entry.sequence());
        }
    }
}
