package io.tidemark.bench;

import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// Writers at once, each of which waits for its commit before the next: a new object of 500 bytes in a transaction of
/// its own, durable when it is confirmed. The limit is a bare connection for each writer that inserts such a row;
/// SQLite
/// has one writer, so the limit has one connection there.
final class WritersBench {
    private static final int[] WRITERS = {1, 8, 64};
    private static final int[] ACCOUNTS = {1, 100};
    private static final byte[] BODY = new byte[500];
    private static final Origin ORIGIN = new Origin(null, null, "bench", null);
    private static final Set<Principal> ONE_USER = Set.of(Principal.of(new UserId(1)));
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    private WritersBench() {}

    /// What a writer does again and again.
    @FunctionalInterface
    private interface Write {
        void commit(int turn) throws SQLException;
    }

    /// Makes the write of each writer.
    @FunctionalInterface
    private interface Writers {
        Write of(int writer) throws SQLException;
    }

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        bare(engine.newDatabase(folder.resolve("bare")), figures);
        try (Storage storage = engine.newDatabase(folder.resolve("storage")).open()) {
            for (int count : ACCOUNTS) {
                List<AccountId> accounts = accounts(storage, count);
                for (int writers : WRITERS) {
                    measure(
                            writers + " writers, accounts: " + count,
                            writers,
                            writer -> turn -> append(storage, accounts.get((writer + turn) % count)),
                            figures);
                }
            }
        }
    }

    private static void bare(MeasuredDatabase database, Figures figures) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int n = 0; n < (database.isSqlite() ? 1 : WRITERS[WRITERS.length - 1]); n++) {
            connections.add(database.connect());
        }
        try (Statement statement = connections.getFirst().createStatement()) {
            statement.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, body " + (database.isSqlite() ? "BLOB" : "BYTEA")
                    + " NOT NULL)");
        }
        for (int writers : WRITERS) {
            if (writers <= connections.size()) {
                measure(
                        writers + " bare connections, a row in a transaction",
                        writers,
                        writer -> inserting(connections.get(writer)),
                        figures);
            }
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static Write inserting(Connection connection) throws SQLException {
        PreparedStatement insert = connection.prepareStatement("INSERT INTO bare (id, body) VALUES (?, ?)");
        return turn -> {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setBytes(2, BODY);
            insert.executeUpdate();
        };
    }

    private static List<AccountId> accounts(Storage storage, int count) {
        List<AccountId> accounts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String name = "of-" + count + "-" + n;
            accounts.add(storage.accounts()
                    .create(new NewAccount(name, name, ZoneOffset.UTC, new byte[32]))
                    .id());
        }
        return accounts;
    }

    private static void append(Storage storage, AccountId account) {
        ObjectKey key = new ObjectKey(TaskType.ID, UUID.randomUUID().toString());
        Change.State state = new Change.State(BODY, false, ONE_USER, List.of());
        Change change = Change.of(key, ChangeKind.CREATED, null, state, Set.of("Title"), ORIGIN);
        storage.write(account, tx -> tx.append(List.of(change), Instant.now()));
    }

    private static void measure(String what, int writers, Writers of, Figures figures) throws Exception {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            long begin = System.nanoTime() + WARM_UP.toNanos();
            List<Future<long[]>> writing = new ArrayList<>();
            for (int n = 0; n < writers; n++) {
                int writer = n;
                Write write = of.of(writer);
                writing.add(threads.submit(() -> commits(write, begin)));
            }
            long[] nanos = {};
            for (Future<long[]> one : writing) {
                nanos = LongStream.concat(Arrays.stream(nanos), Arrays.stream(one.get()))
                        .toArray();
            }
            Arrays.sort(nanos);
            figures.add(
                    what,
                    nanos.length / (double) MEASURED.toSeconds(),
                    "commits/s",
                    String.format(
                            Locale.ROOT,
                            "p50 %.2f ms, p99 %.2f ms",
                            nanos[nanos.length / 2] / 1e6,
                            nanos[nanos.length * 99 / 100] / 1e6));
        }
    }

    /// @param begin from when on commits count
    /// @return how long each took
    private static long[] commits(Write write, long begin) throws SQLException {
        LongStream.Builder nanos = LongStream.builder();
        long end = begin + MEASURED.toNanos();
        int turn = 0;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            write.commit(turn++);
            long done = System.nanoTime();
            if (now >= begin && done < end) {
                nanos.add(done - now);
            }
        }
        return nanos.build().toArray();
    }
}
