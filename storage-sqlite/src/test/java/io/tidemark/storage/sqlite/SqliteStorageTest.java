package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.contract.QueuesContract;
import io.tidemark.storage.contract.ScanFixture;
import io.tidemark.storage.contract.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the embedded storage does beyond the contract: opening, limits, full files.
@Timeout(120)
class SqliteStorageTest implements QueuesContract {
    private static final SqliteOptions DEFAULTS = SqliteOptions.defaults();

    @TempDir
    Path folder;

    @Override
    public Storage reopen() {
        return SqliteStorage.open(folder.resolve("queues.db"), DEFAULTS);
    }

    @Override
    public Storage reopen(int queueMax, Duration patience) {
        return SqliteStorage.open(folder.resolve("queues.db"), DEFAULTS.withQueue(queueMax, patience));
    }

    @Override
    public int writesWaiting(Storage storage) {
        return ((SqliteStorage) storage).statistics().writesWaiting();
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstStops() {
        Path file = folder.resolve("test.db");
        try (SqliteStorage first = SqliteStorage.open(file, DEFAULTS)) {
            Queued.refuses(
                    () -> SqliteStorage.open(file, DEFAULTS),
                    ErrorCode.STORAGE_UNAVAILABLE,
                    "A server or another command has this database open");
            first.probe();
        }
        SqliteStorage.open(file, DEFAULTS).close();
    }

    /// A file keeps the size of its first page, and has it before its write-ahead log.
    @Test
    void aNewFileHasThePagesThatWereChosenForIt() throws SQLException {
        Path file = folder.resolve("test.db");
        SqliteStorage.open(file, DEFAULTS).close();
        try (Connection connection = Connections.toRead(file, DEFAULTS);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("PRAGMA page_size").getInt(1)).isEqualTo(4096);
            assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1))
                    .isEqualTo("wal");
        }
    }

    @Test
    void whatIsNoDatabaseOfOursIsRefused() throws Exception {
        Path text =
                Files.writeString(folder.resolve("text.db"), "this is no database, whatever its name says".repeat(99));
        Path foreign = folder.resolve("foreign.db");
        execute(foreign, "CREATE TABLE somebody (elses)");

        Queued.refuses(() -> SqliteStorage.open(folder, DEFAULTS), ErrorCode.STORAGE_UNAVAILABLE, "folder");
        Queued.refuses(
                () -> SqliteStorage.open(folder.resolve("missing/test.db"), DEFAULTS),
                ErrorCode.STORAGE_UNAVAILABLE,
                "folder exists");
        Queued.refuses(() -> SqliteStorage.open(text, DEFAULTS), ErrorCode.STORAGE_CORRUPT, "no database");
        Queued.refuses(() -> SqliteStorage.open(foreign, DEFAULTS), ErrorCode.STORAGE_CORRUPT, "another program");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws SQLException {
        Path file = folder.resolve("test.db");
        SqliteStorage.open(file, DEFAULTS).close();
        execute(file, "PRAGMA user_version = " + (Schema.VERSION + 1));

        Queued.refuses(() -> SqliteStorage.open(file, DEFAULTS), ErrorCode.STORAGE_UNAVAILABLE, "newer version");
    }

    @Test
    void aDamagedFileIsRecognised() throws IOException {
        Path file = folder.resolve("test.db");
        try (Scenario on = Scenario.in(SqliteStorage.open(file, DEFAULTS))) {
            for (int i = 0; i < 200; i++) {
                on.create("id" + i, "body".repeat(500), ANN);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8192 * 3, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        Queued.refuses(
                () -> {
                    try (SqliteStorage damaged = SqliteStorage.open(file, DEFAULTS)) {
                        damaged.read(new AccountId(1), transaction -> transaction.log(Sequence.ZERO, 1_000));
                    }
                },
                ErrorCode.STORAGE_CORRUPT,
                "backup");
    }

    /// The largest size of the file stands in for the disk: SQLite reports both in the same way.
    @Test
    void aFullDiskRefusesWritesAndNothingElse() {
        Path file = folder.resolve("test.db");
        String large = "x".repeat(100_000);
        try (Scenario on = Scenario.in(SqliteStorage.open(file, DEFAULTS.withFileBytesMax(1 << 20)))) {
            List<Sequence> written = new ArrayList<>();
            Queued.refuses(
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            written.add(on.create("large" + i, large, ANN));
                        }
                    },
                    ErrorCode.STORAGE_UNAVAILABLE,
                    "full");
            assertThat(written).hasSizeBetween(1, 10);
            assertThat(on.<Sequence>read(transaction -> transaction.head().sequence()))
                    .isEqualTo(written.getLast());
            assertThat(on.create("small", "x", ANN).value()).isEqualTo(written.size() + 1);
        }
        try (SqliteStorage roomy = SqliteStorage.open(file, DEFAULTS)) {
            assertThat(roomy.<Sequence>read(
                                    new AccountId(1),
                                    transaction -> transaction.head().sequence())
                            .value())
                    .isGreaterThan(1);
        }
    }

    @Test
    void theWriteAheadLogStaysBoundedUnderSteadyReaders() throws Exception {
        long bound = 2 << 20;
        Path file = folder.resolve("test.db");
        try (SqliteStorage storage = SqliteStorage.open(file, DEFAULTS.withWalBytesMax(bound));
                ExecutorService readers = Executors.newFixedThreadPool(3)) {
            Scenario on = Scenario.in(storage);
            CountDownLatch done = new CountDownLatch(1);
            for (int i = 0; i < 3; i++) {
                readers.execute(() -> {
                    while (done.getCount() > 0) {
                        on.read(transaction -> transaction.log(Sequence.ZERO, 20));
                    }
                });
            }
            String body = "x".repeat(20_000);
            long largest = 0;
            for (int i = 0; i < 600; i++) {
                on.create("id" + i, body, ANN);
                largest = Math.max(largest, storage.statistics().walBytes());
            }
            done.countDown();
            assertThat(largest).as("it did reach its bound").isGreaterThanOrEqualTo(bound);
            assertThat(largest).as("and was made to start over").isLessThan(3 * bound);
        }
    }

    @Test
    void aScanNeedsTheMemoryOfOnePage() {
        try (Scenario on = Scenario.in(SqliteStorage.open(folder.resolve("test.db"), DEFAULTS))) {
            int objects = 100_000;
            ScanFixture.fill(on, objects, ANN);
            assertThat(ScanFixture.readAll(on, ANN)).isEqualTo(objects);
            assertThat(ScanFixture.bytesAllocatedByOneScan(on, ANN))
                    .as("allocated for a page by the thread that reads it")
                    .isLessThan(3 * PageLimit.STREAMING.bytesMax());
        }
    }

    @Test
    void statisticsCountCommitsAndWorks() {
        try (SqliteStorage storage = SqliteStorage.open(folder.resolve("test.db"), DEFAULTS)) {
            Scenario on = Scenario.in(storage);
            SqliteStatistics before = storage.statistics();
            on.create("a", "x", ANN);
            assertThatThrownBy(() -> on.writing(transaction -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            on.create("b", "x", ANN);
            SqliteStatistics after = storage.statistics();

            assertThat(after.works() - before.works()).isEqualTo(2);
            assertThat(after.worksFailed() - before.worksFailed()).isEqualTo(1);
            assertThat(after.commits() - before.commits()).isEqualTo(3);
            assertThat(after.writesWaiting() + after.readsWaiting()).isZero();
            assertThat(after.lastCommitNanos()).isPositive();
            assertThat(after.walBytes()).isPositive();
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
