package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.contract.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers live on while their database goes back, as with a replica that did not have everything: the server whose
/// commit is gone knows, and begins a new epoch (loss class 14).
@Timeout(120)
class LostCommitsTest {
    private static final Principal ANN = new Principal("u1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresForTests server = PostgresForTests.shared();
    private final String url = server.newDatabase();
    private final PostgresOptions options = PostgresOptions.of(url, PostgresForTests.USER, "");
    private PostgresStorage storage;
    private Scenario on;
    private String kept;

    @BeforeEach
    void open() {
        storage = PostgresStorage.open(options);
        on = Scenario.in(storage);
    }

    @AfterEach
    void close() {
        on.close();
        server.drop(url);
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /// Keeps the state to which [#goBack] returns.
    private void keep() {
        cut(url);
        kept = server.newDatabaseLike(url);
        server.execute("ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS true");
    }

    private void cut(String database) {
        server.execute("ALTER DATABASE " + name(database) + " ALLOW_CONNECTIONS false");
        server.ask("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '"
                + name(database) + "'");
    }

    private void goBack() {
        cut(url);
        server.execute("ALTER DATABASE " + name(url) + " RENAME TO lost_" + name(url));
        server.execute("ALTER DATABASE " + name(kept) + " RENAME TO " + name(url));
        server.execute("DROP DATABASE lost_" + name(url));
    }

    private static Head head(Scenario on) {
        return on.read(ReadTransaction::head);
    }

    @Test
    void lossClass14AServerWhoseCommitsAreGoneBeginsANewEpochBeforeItWritesOn() {
        on.create("kept", "1", ANN);
        keep();
        on.create("lost", "1", ANN);
        Head lost = head(on);
        goBack();
        Instant before = Instant.now();

        on.create("next", "1", ANN);

        Head now = head(on);
        assertThat(now.epoch()).as("tokens of the lost future are recognised").isGreaterThan(lost.epoch());
        assertThat(now.sequence()).isEqualTo(lost.sequence());
        assertThat(number("next"))
                .as("the number of what was lost means nothing else")
                .isGreaterThan(Epoch.NUMBERS_SKIPPED);
        assertThat(on.<List<Epoch>>read(ReadTransaction::epochs))
                .singleElement()
                .satisfies(epoch -> {
                    assertThat(epoch.begin())
                            .as("what another server promised, whose clock is ahead, was before")
                            .isAfter(before.plus(Epoch.CLOCKS_APART_MAX));
                    assertThat(epoch.mayHaveLost(before.plus(Duration.ofMinutes(7))))
                            .isTrue();
                    assertThat(epoch.mayHaveLost(Scenario.NOON.minus(Duration.ofDays(300))))
                            .as("nobody knows how much was lost")
                            .isTrue();
                });
        on.create("after", "1", ANN);
        assertThat(head(on).epoch()).as("once").isEqualTo(now.epoch());
    }

    /// It finds out when its listening connection stands again, and does not wait for a write.
    @Test
    void lossClass14AServerThatDoesNotWriteFindsOutToo() throws InterruptedException {
        CountDownLatch leads = new CountDownLatch(1);
        try (PostgresNode node = storage.newNode()) {
            node.begin(account -> {}, leads::countDown);
            assertThat(leads.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            on.create("kept", "1", ANN);
            keep();
            on.create("lost", "1", ANN);
            long lost = head(on).epoch();
            goBack();
            await().atMost(PATIENCE).until(() -> head(on).epoch() > lost && node.leads());
        }
    }

    /// Whatever happens to connections and works, a database that keeps everything is not taken for one that lost
    /// something.
    @Test
    void aDatabaseThatLostNothingBeginsNoEpoch() throws InterruptedException {
        CountDownLatch leads = new CountDownLatch(1);
        try (PostgresNode node = storage.newNode()) {
            node.begin(account -> {}, leads::countDown);
            assertThat(leads.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 5; i++) {
                on.create("kept" + i, "1", ANN);
                assertThatThrownBy(() -> on.writing(transaction -> {
                            transaction.lock(new ObjectKey(Scenario.TASK, "kept0"));
                            throw new IllegalStateException("a work that is undone, as the test wants it");
                        }))
                        .hasMessageContaining("as the test wants it");
                cut(url);
                server.execute("ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS true");
                await().atMost(PATIENCE).until(node::leads);
            }
            on.create("last", "1", ANN);
            assertThat(head(on).epoch()).isEqualTo(1);
        }
    }

    /// The number that a server remembers for a type may have been given again.
    @Test
    void aTypeThatIsLostIsNotWrittenUnderItsOldNumber() {
        on.create("kept", "1", ANN);
        keep();
        createOf("first");
        assertHas(on, "first");
        goBack();
        try (PostgresStorage another = PostgresStorage.open(options)) {
            Scenario.reopened(another, on.account()).writing(tx -> tx.append(List.of(change("second")), Scenario.NOON));
        }
        createOf("first");
        try (PostgresStorage another = PostgresStorage.open(options)) {
            Scenario fresh = Scenario.reopened(another, on.account());
            assertHas(fresh, "first");
            assertHas(fresh, "second");
        }
    }

    private static void assertHas(Scenario in, String type) {
        assertThat(in.<Boolean>read(
                        tx -> tx.object(new ObjectKey(new TypeId(type), type)).isPresent()))
                .as(type)
                .isTrue();
    }

    /// It has passed over entries in memory, whose numbers are those of others now.
    @Test
    void aFollowerTakesNoEntryForOneThatIsLost() {
        List<String> told = new ArrayList<>();
        LogFollower follower = LogFollower.ofEveryAccount(storage, "test", new LogWork.Outside() {
            @Override
            public boolean concerns(LogEntry entry) {
                return entry.key().id().startsWith("next");
            }

            @Override
            public Progress work(AccountId account, Bookmark from, List<LogEntry> entries) {
                entries.forEach(entry -> told.add(entry.key().id()));
                return Progress.to(Bookmark.after(entries.getLast().sequence()));
            }
        });
        on.create("kept", "1", ANN);
        keep();
        on.create("lost", "1", ANN);
        follower.step(on.account());
        goBack();
        on.create("next", "1", ANN);
        follower.step(on.account());
        assertThat(told).containsExactly("next");
    }

    private long number(String id) {
        return on.read(tx -> tx.object(new ObjectKey(Scenario.TASK, id))
                .orElseThrow()
                .number()
                .value());
    }

    private void createOf(String type) {
        on.writing(tx -> tx.append(List.of(change(type)), Scenario.NOON));
    }

    private static Change change(String type) {
        return Change.of(
                new ObjectKey(new TypeId(type), type),
                ChangeKind.CREATED,
                null,
                new Change.State(new byte[] {1}, false, Set.of(ANN), List.of()),
                Set.of("title"),
                new Origin(null, null, "test", null));
    }
}
