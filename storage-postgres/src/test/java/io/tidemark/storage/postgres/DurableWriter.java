package io.tidemark.storage.postgres;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction.Appended;
import io.tidemark.postgres.testing.PostgresForTests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A process that writes until it is killed, and prints the id of each object after its write was confirmed.
/// Each work makes two objects and keeps one upload.
final class DurableWriter {
    static final TypeId TASK = new TypeId("task");
    static final Principal ANN = Principal.of(new UserId(1));
    static final SynchronizationId PHONE = new SynchronizationId(7);

    private static final int CALLERS = 4;

    private DurableWriter() {}

    /// @param arguments the database, and a text that no earlier process was given
    public static void main(String[] arguments) {
        PostgresStorage storage = PostgresStorage.open(PostgresOptions.of(arguments[0], PostgresForTests.USER, ""));
        for (int caller = 0; caller < CALLERS; caller++) {
            String prefix = arguments[1] + "-" + caller + "-";
            Thread.ofPlatform().start(() -> {
                for (int i = 0; ; i++) {
                    write(storage, prefix + i);
                    System.out.println(prefix + i);
                }
            });
        }
    }

    static void write(PostgresStorage storage, String id) {
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
}
