package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.storage.contract.Scenario;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two servers write in one account at once, with clocks that are minutes apart, and one may hold its transaction open
/// while the other commits: a reader who pages the log by number or by time loses nothing.
@Timeout(120)
class TwoServersTest {
    private static final Principal ANN = new Principal("u1");
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final int WRITERS = 3;
    private static final int WORKS = 30;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private PostgresStorage firstStorage;
    private PostgresStorage secondStorage;
    private Scenario first;
    private Scenario second;

    @BeforeEach
    void open() {
        firstStorage = PostgresStorage.open(database.options());
        secondStorage = PostgresStorage.open(database.options());
        first = Scenario.in(firstStorage);
        second = Scenario.reopened(secondStorage, first.account());
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
    }

    @Test
    void lossClasses1And2And10AReaderOfTheLogByNumberLosesNothing() throws Exception {
        assertNothingIsLost(new ByNumber());
    }

    @Test
    void lossClasses1And2And10AReaderOfTheLogByTimeLosesNothing() throws Exception {
        assertNothingIsLost(new ByTime());
    }

    private void assertNothingIsLost(Reader reader) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String id = "-" + writer + "-";
                writers.add(threads.submit(() -> writeMany(first, "first" + id, Scenario.NOON)));
                writers.add(threads.submit(() -> writeMany(second, "second" + id, Scenario.NOON.plus(AHEAD))));
            }
            Future<?> reading = threads.submit(() -> {
                boolean last;
                do {
                    last = !writing.get();
                    reader.readOn();
                } while (!last);
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            reading.get();
        }
        List<LogEntry> log = log(second, Sequence.ZERO);
        assertThat(log).extracting(LogEntry::at).isSorted();
        assertThat(log)
                .extracting(entry -> entry.sequence().value())
                .isEqualTo(
                        LongStream.rangeClosed(1, 2L * WRITERS * WORKS).boxed().toList());
        assertThat(log).extracting(LogEntry::number).doesNotHaveDuplicates();
        assertThat(reader.seen())
                .containsExactlyElementsOf(
                        log.stream().map(entry -> entry.key().id()).toList());
    }

    private static void writeMany(Scenario on, String prefix, Instant clock) {
        for (int work = 0; work < WORKS; work++) {
            String id = prefix + work;
            Instant now = clock.plusSeconds(work);
            on.writing(transaction -> create(transaction, id, now));
        }
    }

    /// The transaction has read before others commit, and takes its numbers after them.
    @Test
    void lossClass3ATransactionThatIsHeldOpenBeforeItsNumbersArrives() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Hold hold = new Hold()) {
            Future<?> held = threads.submit(() -> first.writing(transaction -> {
                transaction.head();
                hold.untilLetGo();
                create(transaction, "held", Scenario.NOON.minus(AHEAD));
            }));
            hold.awaitBegun();
            ByNumber byNumber = new ByNumber();
            ByTime byTime = new ByTime();
            for (int i = 0; i < 20; i++) {
                second.create("id" + i, "x", ANN);
                byNumber.readOn();
                byTime.readOn();
            }
            hold.letGo();
            held.get();
            byNumber.readOn();
            byTime.readOn();
            assertThat(byNumber.seen()).hasSize(21).endsWith("held");
            assertThat(byTime.seen()).hasSize(21).endsWith("held");
        }
        assertThat(firstStorage.statistics().collisions()).isEqualTo(1);
    }

    /// The transaction has taken its numbers, and commits late: whoever comes after it waits, and nobody sees theirs.
    @Test
    void lossClass3ATransactionThatIsHeldOpenWithItsNumbersIsNotOvertaken() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Hold hold = new Hold()) {
            Future<?> held = threads.submit(() -> first.writing(transaction -> {
                create(transaction, "held", Scenario.NOON.plus(AHEAD));
                hold.untilLetGo();
            }));
            hold.awaitBegun();
            Future<Sequence> after = threads.submit(() -> second.create("after", "x", ANN));
            awaitWaitingForALock();
            assertThat(log(second, Sequence.ZERO)).isEmpty();
            assertThat(after.isDone()).isFalse();
            hold.letGo();
            held.get();
            assertThat(after.get()).isEqualTo(new Sequence(2));
        }
        assertThat(log(first, Sequence.ZERO)).extracting(LogEntry::at).isSorted();
    }

    /// What is promised on one server is kept by the other, whose clock is behind.
    @Test
    void lossClass1APromiseBindsTheOtherServer() {
        first.writing(transaction -> transaction.promise(Scenario.NOON.plus(AHEAD)));
        second.create("late", "x", ANN);
        assertThat(log(first, Sequence.ZERO)).extracting(LogEntry::at).containsExactly(Scenario.NOON.plus(AHEAD));
    }

    @Test
    void lossClass14ANewEpochIsSeenByTheOtherServer() {
        first.create("a", "x", ANN);
        first.writing(tx -> tx.startEpoch(tx.head().at()));
        long epoch = first.<Long>read(transaction -> transaction.head().epoch());
        assertThat(epoch).isGreaterThan(1);
        assertThat(second.<Long>read(transaction -> transaction.head().epoch())).isEqualTo(epoch);
        assertThat(second.create("b", "x", ANN)).isEqualTo(new Sequence(2));
        assertThat(first.<Long>read(transaction -> transaction.head().epoch())).isEqualTo(epoch);
    }

    /// There is nothing in the database that could be lost beside the tables.
    @Test
    void lossClass32NoSlotAndNoTriggerIsNeeded() throws SQLException {
        first.create("a", "x", ANN);
        for (String what : List.of("pg_replication_slots", "pg_publication", "pg_trigger", "pg_event_trigger")) {
            assertThat(count("SELECT count(*) FROM " + what)).as(what).isZero();
        }
    }

    @Test
    void lossClass33OneOfManyWritersOfBothServersSeesTheObjectUnchanged() throws Exception {
        Sequence version = first.create("a", "0", ANN);
        assertThat(winners(on -> on.write(transaction -> {
                    StoredObject current = transaction.lock(key("a")).orElseThrow();
                    if (!current.version().equals(version)) {
                        return false;
                    }
                    transaction.append(List.of(change("a", ChangeKind.CHANGED, current)), Scenario.NOON);
                    return true;
                })))
                .isEqualTo(1);
    }

    /// The same when the writers do not lock the object, but only look at it: they collide, and look again.
    @Test
    void lossClass33OneOfManyWritersWhoOnlyLookSeesTheObjectMissing() throws Exception {
        assertThat(winners(on -> on.write(transaction -> {
                    if (transaction.object(key("a")).isPresent()) {
                        return false;
                    }
                    ObjectNumber reserved = transaction.reserve(key("a"));
                    assertThat(transaction
                                    .append(List.of(change("a", ChangeKind.CREATED, null)), Scenario.NOON)
                                    .entries()
                                    .getFirst()
                                    .number())
                            .isEqualTo(reserved);
                    return true;
                })))
                .isEqualTo(1);
    }

    private long winners(Predicate<Scenario> writer) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> all = IntStream.range(0, 32)
                    .<Callable<Boolean>>mapToObj(i -> () -> writer.test(i % 2 == 0 ? first : second))
                    .toList();
            long winners = 0;
            for (Future<Boolean> result : threads.invokeAll(all)) {
                winners += result.get() ? 1 : 0;
            }
            return winners;
        }
    }

    /// A turn that is held in one account keeps nobody out of another, on either server.
    @Test
    void accountsDoNotWaitForEachOther() throws Exception {
        Scenario neighbour = Scenario.reopened(
                firstStorage,
                firstStorage
                        .accounts()
                        .create(new NewAccount("best", "Best", ZoneOffset.UTC, new byte[32]))
                        .id());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Hold hold = new Hold()) {
            Future<?> held = threads.submit(() -> first.writing(transaction -> {
                create(transaction, "held", Scenario.NOON);
                hold.untilLetGo();
            }));
            hold.awaitBegun();
            assertThat(neighbour.create("a", "x", ANN)).isEqualTo(new Sequence(1));
            assertThat(Scenario.reopened(secondStorage, neighbour.account()).create("b", "x", ANN))
                    .isEqualTo(new Sequence(2));
            hold.letGo();
            held.get();
        }
    }

    /// Holds a transaction open until it is let go, or the test ends.
    private static final class Hold implements AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        void untilLetGo() {
            begun.countDown();
            awaitLatch(release);
        }

        void awaitBegun() {
            awaitLatch(begun);
        }

        void letGo() {
            release.countDown();
        }

        @Override
        public void close() {
            letGo();
        }
    }

    /// A reader with a cursor of one kind or the other.
    private interface Reader {
        void readOn();

        /// The ids of the objects, in the order in which they were told.
        List<String> seen();
    }

    private final class ByNumber implements Reader {
        private final List<String> seen = new ArrayList<>();
        private Sequence cursor = Sequence.ZERO;

        @Override
        public void readOn() {
            for (LogEntry entry : log(second, cursor)) {
                seen.add(entry.key().id());
                cursor = entry.sequence();
            }
        }

        @Override
        public List<String> seen() {
            return seen;
        }
    }

    /// Its clock is between those of the servers. It is told again what shares the instant of its cursor.
    private final class ByTime implements Reader {
        private final List<String> seen = new ArrayList<>();
        private Instant cursor = Instant.EPOCH;
        private Instant clock = Scenario.NOON;

        @Override
        public void readOn() {
            clock = clock.plusSeconds(1);
            Instant next = second.<Instant>write(transaction -> {
                Instant head = transaction.promise(clock).at();
                return head.isAfter(clock) ? clock : head;
            });
            second.<Boolean>read(transaction -> {
                for (LogEntry entry : transaction.log(transaction.positionBefore(cursor), Integer.MAX_VALUE)) {
                    String id = entry.key().id();
                    if (!seen.contains(id)) {
                        seen.add(id);
                    }
                }
                return true;
            });
            cursor = next;
        }

        @Override
        public List<String> seen() {
            return seen;
        }
    }

    private static List<LogEntry> log(Scenario on, Sequence after) {
        return on.read(transaction -> transaction.log(after, Integer.MAX_VALUE));
    }

    private static ObjectKey key(String id) {
        return new ObjectKey(Scenario.TASK, id);
    }

    private static void create(WriteTransaction transaction, String id, Instant clock) {
        transaction.append(List.of(change(id, ChangeKind.CREATED, null)), clock);
    }

    private static Change change(String id, ChangeKind kind, StoredObject previous) {
        return Change.of(
                key(id),
                kind,
                previous,
                new Change.State(new byte[] {1}, false, Set.of(ANN), List.of()),
                Set.of("title"),
                new Origin(null, null, "test", null));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitWaitingForALock() throws SQLException {
        while (count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            Thread.onSpinWait();
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
