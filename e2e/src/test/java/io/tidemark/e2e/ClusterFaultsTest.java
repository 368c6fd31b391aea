package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.postgres.testing.CuttingProxy;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.PostgresStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three servers on one database, writers and readers of both protocols that take any of them at each step, and
/// everything between them killed and cut: at the end every write that was confirmed is on every device once,
/// and nothing that was never sent (invariants I1 to I5). `-Dtidemark.kills=200 -Dtidemark.seed=…` for longer
/// runs.
@Timeout(7_200)
class ClusterFaultsTest {
    private static final int FAULTS = Integer.getInteger("tidemark.kills", Fault.values().length);
    private static final long SEED = Long.getLong("tidemark.seed", 20_310_402L);
    private static final int WRITES_BETWEEN = 30;
    /// Of a transaction, about.
    private static final int STATEMENTS = 20;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final List<ClusterClient> taskWriters = new ArrayList<>();
    private final List<ClusterClient> customerWriters = new ArrayList<>();
    private final List<ClusterClient> taskReaders = new ArrayList<>();
    private final List<ClusterCustomers.Reader> customerReaders = new ArrayList<>();
    private final Map<Fault, Long> longestMillis = new TreeMap<>();

    private PostgresForTests postgres;
    private CuttingProxy proxy;
    private String database;
    private Cluster cluster;
    private Connection old;

    private enum Fault {
        KILL_SERVER,
        KILL_POSTGRES,
        KILL_ONE_BACKEND,
        END_ALL_BACKENDS,
        CUT_NETWORK,
        LOSE_ANSWERS,
        LOSE_REQUESTS,
        HOLD_THE_TURN
    }

    @BeforeEach
    void start() {
        postgres = PostgresForTests.startDurable();
        database = postgres.newDatabase();
        proxy = new CuttingProxy(postgres.host());
        Cluster.prepare(database);
        cluster = new Cluster(folder, database.replace(postgres.host(), proxy.host()), SEED);
        try (PostgresStorage storage = Cluster.open(database)) {
            for (int i = 0; i < 3; i++) {
                taskWriters.add(new ClusterTasks.Writer(cluster, "t" + i, random.split(), sent));
                customerWriters.add(new ClusterCustomers.Writer(
                        cluster, cluster.configure(storage), "c" + i, random.split(), sent));
            }
            for (int i = 0; i < 2; i++) {
                taskReaders.add(new ClusterTasks.Reader(cluster, random.split()));
                customerReaders.add(new ClusterCustomers.Reader(cluster, cluster.configure(storage), random.split()));
            }
        }
    }

    @AfterEach
    void end() {
        cluster.close();
        proxy.close();
        postgres.close();
    }

    @Test
    void everyConfirmedWriteIsOnEveryDeviceOnceWhateverIsKilled() throws Exception {
        List<ClusterClient> writers = new ArrayList<>(taskWriters);
        writers.addAll(customerWriters);
        List<ClusterClient> readers = new ArrayList<>(taskReaders);
        readers.addAll(customerReaders);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            writers.forEach(writer -> running.add(threads.submit(() -> run(writer, confirmed))));
            readers.forEach(reader -> running.add(threads.submit(() -> run(reader, new AtomicInteger()))));
            try {
                hurt(running);
            } finally {
                isOver.set(true);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        cluster.awaitReady();
        readers.forEach(ClusterClient::settle);
        assertEqual();
        System.out.println("faults " + FAULTS + ", seed " + SEED + ", confirmed writes " + confirmed
                + ", milliseconds until writes went on, at most: " + longestMillis);
    }

    private void run(ClusterClient client, AtomicInteger steps) {
        while (!isOver.get()) {
            client.step();
            steps.incrementAndGet();
        }
    }

    /// An old transaction stands open all the time, as a forgotten session or a long report would.
    private void hurt(List<Future<?>> running) throws SQLException {
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < FAULTS) {
            List<Fault> some = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(some, new Random(random.nextLong()));
            faults.addAll(some);
        }
        old = openOldTransaction();
        for (Fault fault : faults.subList(0, FAULTS)) {
            awaitWrites(running, WRITES_BETWEEN, fault);
            long begun = System.nanoTime();
            hurt(fault, running);
            awaitWrites(running, 1, fault);
            longestMillis.merge(
                    fault, Duration.ofNanos(System.nanoTime() - begun).toMillis(), Math::max);
            if (!old.isValid(1)) {
                old.close();
                old = openOldTransaction();
            }
        }
        awaitWrites(running, WRITES_BETWEEN, Fault.KILL_SERVER);
        old.close();
    }

    private Connection openOldTransaction() throws SQLException {
        Connection connection = DriverManager.getConnection(database, PostgresForTests.USER, "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SELECT txid_current(), (SELECT count(*) FROM log)");
        }
        return connection;
    }

    private void awaitWrites(List<Future<?>> running, int more, Fault fault) {
        int enough = confirmed.get() + more;
        await("seed " + SEED + ", writes about " + fault)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Cluster.PATIENCE)
                .until(() -> confirmed.get() >= enough || running.stream().anyMatch(Future::isDone));
        assertThat(running).as("seed " + SEED).noneMatch(Future::isDone);
    }

    private void hurt(Fault fault, List<Future<?>> running) throws SQLException {
        switch (fault) {
            case KILL_SERVER -> {
                ClusterServer server = cluster.server(random.nextInt(3));
                server.kill();
                awaitWrites(running, 10, fault);
                server.start();
            }
            case KILL_POSTGRES -> {
                postgres.kill();
                postgres.start();
            }
            case KILL_ONE_BACKEND -> killOneBackend();
            case END_ALL_BACKENDS ->
                postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname IS NOT NULL AND pid <> pg_backend_pid()");
            case CUT_NETWORK -> proxy.cut();
            case LOSE_ANSWERS -> proxy.loseAnswers(() -> random.nextInt(1, STATEMENTS));
            case LOSE_REQUESTS -> proxy.loseRequests(() -> random.nextInt(1, STATEMENTS));
            case HOLD_THE_TURN -> holdTheTurn();
        }
    }

    /// PostgreSQL ends all others then, and recovers.
    private void killOneBackend() {
        ProcessHandle.of(Long.parseLong(String.valueOf(
                        postgres.ask("SELECT pid FROM pg_stat_activity WHERE application_name = 'tidemark' LIMIT 1"))))
                .ifPresent(ProcessHandle::destroyForcibly);
        await("seed " + SEED).atMost(Cluster.PATIENCE).until(() -> !old.isValid(1));
        await("seed " + SEED)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Cluster.PATIENCE)
                .ignoreExceptions()
                .until(() -> "1".equals(postgres.ask("SELECT 1")));
    }

    private void holdTheTurn() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, PostgresForTests.USER, "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT turn FROM head WHERE account = 1 FOR UPDATE");
            await().atMost(Cluster.PATIENCE)
                    .until(() -> !"0".equals(postgres.ask("SELECT count(*) FROM pg_locks WHERE NOT granted")));
            connection.rollback();
        }
    }

    private void assertEqual() {
        Map<String, String> tasks = union(taskWriters);
        Map<String, String> customers = union(customerWriters);
        try (PostgresStorage storage = Cluster.open(database)) {
            ClusterClient freshTasks = new ClusterTasks.Reader(cluster, random.split());
            ClusterClient freshCustomers =
                    new ClusterCustomers.Reader(cluster, cluster.configure(storage), random.split());
            taskReaders.add(freshTasks);
            freshTasks.settle();
            freshCustomers.settle();
            assertThat(freshCustomers.known()).as("seed " + SEED).isEqualTo(customers);
            assertLog(storage, tasks, customers);
        }
        for (ClusterClient reader : taskReaders) {
            assertThat(reader.known()).as("seed " + SEED).isEqualTo(tasks);
        }
        for (ClusterCustomers.Reader reader : customerReaders) {
            assertThat(reader.known()).as("seed " + SEED).isEqualTo(customers);
            assertThat(reader.parts()).as("chains had several parts").isPositive();
        }
    }

    private static Map<String, String> union(List<ClusterClient> writers) {
        Map<String, String> all = new TreeMap<>();
        writers.forEach(writer -> all.putAll(writer.known()));
        return all;
    }

    /// The log has no gap, its instants do not go back, and it has each confirmed creation once.
    private void assertLog(PostgresStorage storage, Map<String, String> tasks, Map<String, String> customers) {
        List<LogEntry> log = storage.read(
                storage.accounts().find("acme").orElseThrow().id(),
                tx -> tx.log(Sequence.ZERO, Integer.MAX_VALUE).stream()
                        .filter(entry -> !entry.key().type().value().isEmpty())
                        .toList());
        assertThat(log)
                .as("seed " + SEED)
                .extracting(entry -> entry.sequence().value())
                .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(log).as("seed " + SEED).extracting(LogEntry::at).isSorted();
        assertThat(created(log, "task")).as("seed " + SEED).isEqualTo(tasks.size());
        assertThat(created(log, "customer")).as("seed " + SEED).isEqualTo(customers.size());
    }

    private static long created(List<LogEntry> log, String type) {
        return log.stream()
                .filter(entry -> entry.kind() == ChangeKind.CREATED
                        && entry.key().type().value().equals(type))
                .count();
    }
}
