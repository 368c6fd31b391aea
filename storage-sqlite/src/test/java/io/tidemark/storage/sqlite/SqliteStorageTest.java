package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the embedded storage does beyond the contract: opening, limits, full files.
@Timeout(120)
class SqliteStorageTest {
    private static final Principal ANN = new Principal("u1");
    private static final SqliteOptions DEFAULTS = SqliteOptions.defaults();

    @TempDir
    Path folder;

    @Test
    void aSecondServerIsRefusedUntilTheFirstStops() {
        Path file = folder.resolve("test.db");
        try (SqliteStorage first = SqliteStorage.open(file, DEFAULTS)) {
            refuses(
                    () -> SqliteStorage.open(file, DEFAULTS),
                    ErrorCode.STORAGE_UNAVAILABLE,
                    "A server or another command has this database open");
            first.probe();
        }
        SqliteStorage.open(file, DEFAULTS).close();
    }

    @Test
    void whatIsNoDatabaseOfOursIsRefused() throws Exception {
        Path text =
                Files.writeString(folder.resolve("text.db"), "this is no database, whatever its name says".repeat(99));
        Path foreign = folder.resolve("foreign.db");
        execute(foreign, "CREATE TABLE somebody (elses)");

        refuses(() -> SqliteStorage.open(folder, DEFAULTS), ErrorCode.STORAGE_UNAVAILABLE, "folder");
        refuses(
                () -> SqliteStorage.open(folder.resolve("missing/test.db"), DEFAULTS),
                ErrorCode.STORAGE_UNAVAILABLE,
                "folder exists");
        refuses(() -> SqliteStorage.open(text, DEFAULTS), ErrorCode.STORAGE_CORRUPT, "no database");
        refuses(() -> SqliteStorage.open(foreign, DEFAULTS), ErrorCode.STORAGE_CORRUPT, "another program");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws SQLException {
        Path file = folder.resolve("test.db");
        SqliteStorage.open(file, DEFAULTS).close();
        execute(file, "PRAGMA user_version = " + (Schema.VERSION + 1));

        refuses(() -> SqliteStorage.open(file, DEFAULTS), ErrorCode.STORAGE_UNAVAILABLE, "newer version");
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
        refuses(
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
            refuses(
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
    void anImpatientCallerTakesItsWorkBackAndMakesRoom() throws Exception {
        SqliteOptions narrow = DEFAULTS.withQueue(1, Duration.ofMillis(50));
        try (Scenario on = Scenario.in(SqliteStorage.open(folder.resolve("test.db"), narrow));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> slow = occupyWriter(on, callers, release);
            refuses(() -> on.create("impatient", "x", ANN), ErrorCode.BUSY, "in time");
            refuses(() -> on.create("impatient too", "x", ANN), ErrorCode.BUSY, "in time");
            release.countDown();

            assertThat(slow.get()).as("a work that has begun is waited for").isTrue();
            assertThat(on.create("after", "x", ANN))
                    .as("a work taken back has no effect")
                    .isEqualTo(new Sequence(1));
        }
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        SqliteOptions narrow = DEFAULTS.withQueue(1, Duration.ofSeconds(30));
        SqliteStorage storage = SqliteStorage.open(folder.resolve("test.db"), narrow);
        try (Scenario on = Scenario.in(storage);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> slow = occupyWriter(on, callers, release);
            Future<Sequence> waiting = callers.submit(() -> on.create("waiting", "x", ANN));
            while (storage.statistics().writesWaiting() == 0) {
                Thread.onSpinWait();
            }
            refuses(() -> on.create("no room", "x", ANN), ErrorCode.BUSY, "limit");
            release.countDown();

            assertThat(slow.get()).isTrue();
            assertThat(waiting.get()).isEqualTo(new Sequence(1));
        }
    }

    /// Starts a work that keeps the writer busy until the latch opens.
    private static Future<Boolean> occupyWriter(Scenario on, ExecutorService callers, CountDownLatch release)
            throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Future<Boolean> slow = callers.submit(() -> on.write(transaction -> {
            running.countDown();
            awaitLatch(release);
            return true;
        }));
        running.await();
        return slow;
    }

    @Test
    void anInterruptedCallerTakesAWaitingWorkBackAndWaitsForARunningOne() throws Exception {
        try (Scenario on = Scenario.in(SqliteStorage.open(folder.resolve("test.db"), DEFAULTS));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            FutureTask<Boolean> begun = new FutureTask<>(() -> {
                on.writing(transaction -> {
                    running.countDown();
                    awaitLatch(release);
                });
                return Thread.interrupted();
            });
            Thread caller = Thread.ofPlatform().start(begun);
            running.await();
            caller.interrupt();
            Future<?> waiting = callers.submit(() -> {
                Thread.currentThread().interrupt();
                return on.create("waiting", "x", ANN);
            });
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SyncException.class);
            release.countDown();
            assertThat(begun.get()).as("the interruption is kept").isTrue();
            assertThat(on.create("after", "x", ANN)).isEqualTo(new Sequence(1));
        }
    }

    @Test
    void closingFinishesTheWorksThatWait() throws Exception {
        Path file = folder.resolve("test.db");
        List<Future<Sequence>> writes = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Scenario on = Scenario.in(SqliteStorage.open(file, DEFAULTS));
            CountDownLatch started = new CountDownLatch(20);
            for (int i = 0; i < 50; i++) {
                String id = "id" + i;
                writes.add(callers.submit(() -> {
                    started.countDown();
                    return on.create(id, "x", ANN);
                }));
            }
            started.await();
            on.close();
        }
        long confirmed = 0;
        for (Future<Sequence> write : writes) {
            try {
                write.get();
                confirmed++;
            } catch (ExecutionException refused) {
                assertThat(refused).hasRootCauseInstanceOf(SyncException.class);
            }
        }
        try (SqliteStorage again = SqliteStorage.open(file, DEFAULTS)) {
            assertThat(again.<Sequence>read(
                                    new AccountId(1),
                                    transaction -> transaction.head().sequence())
                            .value())
                    .isEqualTo(confirmed);
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
            long heldMax = 0;
            long seen = 0;
            Optional<ObjectNumber> after = Optional.of(new ObjectNumber(ObjectNumber.BEFORE_ALL));
            while (after.isPresent()) {
                ScanFixture.Page page = ScanFixture.page(on, after.get(), ANN);
                heldMax = Math.max(heldMax, page.bytes());
                seen += page.objects();
                after = page.next();
            }
            assertThat(seen).isEqualTo(objects);
            assertThat(heldMax).isLessThanOrEqualTo(PageLimit.STREAMING.bytesMax() + ScanFixture.BODY_BYTES);
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

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuses(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SyncException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal).hasMessageContaining(words);
        });
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
