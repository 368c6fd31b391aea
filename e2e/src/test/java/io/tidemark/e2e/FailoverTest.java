package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.Tidemark;
import io.tidemark.core.log.Head;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.PostgresStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Three servers whose PostgreSQL is killed and replaced by its replica (loss class 14). Each test ends with the
/// replica as the primary; the next one makes a replica of the other.
@Timeout(600)
class FailoverTest {
    private static final long SEED = Long.getLong("tidemark.seed", 20_310_402L);

    @TempDir
    private static Path folder;

    private static PostgresForTests primary;
    private static PostgresForTests replica;
    private static String addressOfBoth;
    private static String name;
    private static Cluster cluster;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Set<String> sent = new HashSet<>();

    @BeforeAll
    static void start() {
        primary = PostgresForTests.startDurable();
        String database = primary.newDatabase();
        name = database.substring(database.lastIndexOf('/') + 1);
        Cluster.prepare(database);
        replica = primary.newReplica("replica");
        addressOfBoth = "jdbc:postgresql://" + primary.host() + "," + replica.host() + "/" + name;
        cluster = new Cluster(folder, addressOfBoth, SEED);
        replica.kill();
    }

    @AfterAll
    static void end() {
        cluster.close();
        replica.close();
        primary.close();
    }

    @BeforeEach
    void replicate() {
        replica.follow(primary, "replica");
        await().atMost(Cluster.PATIENCE).until(FailoverTest::hasEverything);
        cluster.awaitReady();
    }

    private static boolean hasEverything() {
        return "t".equals(primary.ask("SELECT replay_lsn >= pg_current_wal_lsn() FROM pg_stat_replication"));
    }

    private static void failOver() {
        primary.kill();
        replica.promote();
        PostgresForTests killed = primary;
        primary = replica;
        replica = killed;
    }

    private static JsonNode configure() {
        try (PostgresStorage storage = Cluster.open(addressOfBoth)) {
            return cluster.configure(storage);
        }
    }

    @Test
    void afterAFailoverToASynchronousReplicaEverythingConfirmedIsThereAndServersGoOn() throws Exception {
        primary.set("synchronous_standby_names", "replica");
        await().atMost(Cluster.PATIENCE)
                .until(() -> "sync".equals(primary.ask("SELECT sync_state FROM pg_stat_replication")));
        long epoch = epoch();
        ClusterTasks.Reader tasks = new ClusterTasks.Reader(cluster, random.split());
        ClusterCustomers.Reader customers = new ClusterCustomers.Reader(cluster, configure(), random.split());
        List<ClusterClient> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(new ClusterTasks.Writer(cluster, "sync-t" + i, random.split(), new HashSet<>()));
            writers.add(
                    new ClusterCustomers.Writer(cluster, configure(), "sync-c" + i, random.split(), new HashSet<>()));
        }
        List<ClusterClient> clients = new ArrayList<>(writers);
        clients.add(tasks);
        clients.add(customers);
        AtomicInteger steps = new AtomicInteger();
        AtomicBoolean isOver = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (ClusterClient client : clients) {
                running.add(threads.submit(() -> {
                    while (!isOver.get()) {
                        client.step();
                        steps.addAndGet(writers.contains(client) ? 1 : 0);
                    }
                }));
            }
            awaitSteps(steps, 100, running);
            long killed = System.nanoTime();
            failOver();
            awaitSteps(steps, 5, running);
            System.out.println("MEASURED writes went on "
                    + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms after the primary was killed");
            awaitSteps(steps, 50, running);
            isOver.set(true);
            for (Future<?> one : running) {
                one.get();
            }
        }
        tasks.settle();
        customers.settle();
        Map<String, String> held = new TreeMap<>(tasks.known());
        held.putAll(customers.known());
        held.keySet().removeIf(title -> !title.startsWith("sync-"));
        Map<String, String> promised = new TreeMap<>();
        writers.forEach(writer -> promised.putAll(writer.known()));
        assertThat(held).as("seed " + SEED).isEqualTo(promised);
        assertThat(epoch()).as("nothing was lost, so no device begins anew").isEqualTo(epoch);
        assertThatOneOfThemLeads();
    }

    private static void awaitSteps(AtomicInteger steps, int more, List<Future<?>> running) {
        int enough = steps.get() + more;
        await("seed " + SEED)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Cluster.PATIENCE)
                .until(() -> steps.get() >= enough || running.stream().anyMatch(Future::isDone));
        assertThat(running).as("seed " + SEED).noneMatch(Future::isDone);
    }

    /// Texts follow what they stand for, which is the leader's work.
    private void assertThatOneOfThemLeads() {
        JsonNode device = configure();
        long customer = cluster.insist(
                        random, device, "{'command':'CreateUpdateCustomerByID','customer':{'id':0,'name':'North'}}")
                .path("customer")
                .path("id")
                .asLong();
        long todo = cluster.insist(
                        random,
                        device,
                        "{'command':'CreateUpdateTodo','todo':{'id':0,'title':'Pump','customerid':" + customer + "}}")
                .path("todo")
                .path("id")
                .asLong();
        cluster.insist(
                random,
                device,
                "{'command':'CreateUpdateCustomerByID','customer':{'id':" + customer + ",'name':'South'}}");
        await().atMost(Cluster.PATIENCE)
                .until(() -> cluster.insist(random, device, "{'command':'GetTodoByID','todoid':" + todo + "}")
                        .toString()
                        .contains("\"South\""));
    }

    private static Head head() {
        try (PostgresStorage storage = Cluster.open(addressOfBoth)) {
            return storage.read(storage.accounts().find("acme").orElseThrow().id(), ReadTransaction::head);
        }
    }

    private static long epoch() {
        return head().epoch();
    }

    @Test
    void afterAFailoverThatLostSomethingAndANewEpochNobodyIsLeftBehind() throws Exception {
        Lost lost = new Lost("operator");
        cluster.stop();
        failOver();
        assertThat(newEpoch()).contains("acme");
        cluster.start();
        lost.assertThatNobodyIsLeftBehind();
    }

    private static String newEpoch() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Tidemark.class.getName(),
                "admin",
                "account",
                "new-epoch",
                "--data",
                folder.toString());
        command.environment().put("TIDEMARK_DATABASE_URL", addressOfBoth);
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void serversThatLivedThroughAFailoverThatLostSomethingBeginANewEpochThemselves() {
        Lost lost = new Lost("alone");
        long epoch = epoch();
        failOver();
        await().atMost(Cluster.PATIENCE).until(() -> epoch() > epoch);
        lost.assertThatNobodyIsLeftBehind();
        assertThat(cluster.logged()).contains("the database has lost changes of account 1 that it had confirmed");
    }

    /// What two devices know of the writes that the replica does not have.
    private final class Lost {
        private final String prefix;
        private final ClusterTasks.Reader tasks = new ClusterTasks.Reader(cluster, random.split());
        private final JsonNode app = configure();
        private final ClusterCustomers.Reader customers = new ClusterCustomers.Reader(cluster, app, random.split());
        private final ClusterCustomers.Writer customerWriter;
        private final Map<String, String> keptTasks;
        private final Map<String, String> keptCustomers;
        private final Set<String> madeInVain;
        private final Head head;

        Lost(String prefix) {
            this.prefix = prefix;
            ClusterTasks.Writer taskWriter = new ClusterTasks.Writer(cluster, prefix + "-t", random.split(), sent);
            customerWriter = new ClusterCustomers.Writer(cluster, app, prefix + "-c", random.split(), sent);
            for (int i = 0; i < 12; i++) {
                taskWriter.step();
                customerWriter.step();
            }
            keptTasks = new TreeMap<>(taskWriter.known());
            keptCustomers = new TreeMap<>(customerWriter.known());
            await().atMost(Cluster.PATIENCE).until(FailoverTest::hasEverything);
            replica.followNobody();
            await().atMost(Cluster.PATIENCE)
                    .until(() -> "0".equals(primary.ask("SELECT count(*) FROM pg_stat_replication")));
            for (int i = 0; i < 20; i++) {
                taskWriter.step();
                customerWriter.step();
            }
            tasks.settle();
            customers.settle();
            assertThat(mine(tasks)).isEqualTo(taskWriter.known()).isNotEqualTo(keptTasks);
            assertThat(mine(customers)).isEqualTo(customerWriter.known()).isNotEqualTo(keptCustomers);
            head = head();
            madeInVain = new HashSet<>(customerWriter.known().keySet());
            madeInVain.removeAll(keptCustomers.keySet());
            assertThat(madeInVain).isNotEmpty();
        }

        private Map<String, String> mine(ClusterClient client) {
            Map<String, String> mine = new TreeMap<>(client.known());
            mine.keySet().removeIf(title -> !title.startsWith(prefix));
            return mine;
        }

        /// The log has reached the numbers again that were lost. The kept writes are there, and none of the lost ones;
        /// each device hears of it.
        void assertThatNobodyIsLeftBehind() {
            assertNumbersMeanNothingElse();
            ClusterTasks.Writer after = new ClusterTasks.Writer(cluster, "after-" + prefix, random.split(), sent);
            while (!head().sequence().isAfter(head.sequence())) {
                IntStream.range(0, 10).forEach(i -> after.step());
            }
            ClusterTasks.Reader freshTasks = new ClusterTasks.Reader(cluster, random.split());
            ClusterCustomers.Reader freshCustomers = new ClusterCustomers.Reader(cluster, app, random.split());
            freshTasks.settle();
            freshCustomers.settle();
            assertThat(mine(freshTasks)).as("lost is what was written last").isEqualTo(keptTasks);
            assertThat(mine(freshCustomers)).as("lost is what was written last").isEqualTo(keptCustomers);

            assertThat(tasks.refusal()).contains("TM-2005");
            assertThat(tasks.commit(body -> body.created("Task", "'Title':'" + prefix + "-in-vain'")
                            .named("x")))
                    .as("nothing is written on top of a past that never was")
                    .isEqualTo(400);
            tasks.beginAnew();
            tasks.settle();
            assertThat(tasks.known()).isEqualTo(freshTasks.known());

            customers.settle();
            assertThat(customers.known()).isEqualTo(freshCustomers.known());
        }

        /// The first number that is given is a new one.
        private void assertNumbersMeanNothingElse() {
            long last = 0;
            for (String title : madeInVain) {
                long number = customerWriter.numbers().get(title);
                last = Math.max(last, number);
                assertThat(cluster.ask(
                                        random,
                                        app,
                                        "{'command':'CreateUpdateCustomerByID','customer':{'id':" + number
                                                + ",'name':'in vain'}}")
                                .path("error")
                                .asString())
                        .isEqualTo("notfound");
            }
            ClusterCustomers.Writer another =
                    new ClusterCustomers.Writer(cluster, app, "after-" + prefix + "-c", random.split(), sent);
            another.step();
            assertThat(another.numbers().values().iterator().next())
                    .as("the numbers of lost objects are not given again")
                    .isGreaterThan(last);
        }
    }
}
