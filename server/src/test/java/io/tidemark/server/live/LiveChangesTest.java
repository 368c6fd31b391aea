package io.tidemark.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.follow.WatchedStorage;
import io.tidemark.server.login.Identity;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals of this process alone: nothing here is found by polling, so what is not told is never told.
class LiveChangesTest {
    private static final TypeId TASK = new TypeId("task");
    private static final TypeId NOTE = new TypeId("note");
    private static final Principal CREW = new Principal("t1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2031-04-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private WatchedStorage storage = new WatchedStorage(new InMemoryStorage());
    private Account account = account();
    private LiveChanges live = live();

    private Account account() {
        return storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));
    }

    private LiveChanges live(WriteSignals... signals) {
        ServerMetrics metrics = new ServerMetrics();
        open.add(metrics);
        LiveChanges made = new LiveChanges(
                storage,
                (in, logins) -> Set.of(),
                ServerConfig.load(Map.of(), Map.of()).live(),
                metrics,
                signals.length > 0 ? List.of(signals) : List.of(new OwnWrites(storage)));
        open.add(made);
        made.begin();
        return made;
    }

    private void on(Storage other) {
        storage = new WatchedStorage(other);
        account = account();
        live = live();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        storage.close();
    }

    private Interest interest(long user, String session) {
        return new Interest(new Identity(account.id(), new UserId(user), session), TypeChoice.allBut(Set.of()));
    }

    private Waiter enter(long user, LivePosition since) {
        return live.enter(interest(user, "s" + user), Optional.of(since));
    }

    private LivePosition now() {
        return storage.read(
                account.id(),
                tx -> new LivePosition(tx.head().epoch(), tx.head().sequence()));
    }

    private void put(TypeId type, String id, String session, Change.State state) {
        ObjectKey key = new ObjectKey(type, id);
        storage.write(account.id(), tx -> {
            StoredObject before = tx.lock(key).orElse(null);
            ChangeKind kind = before == null || before.deleted() ? ChangeKind.CREATED : ChangeKind.CHANGED;
            Origin origin = new Origin(null, null, "test", null, session.isEmpty() ? null : session);
            return tx.append(List.of(Change.of(key, kind, before, state, Set.of(), origin)), NOON);
        });
    }

    private void touch(TypeId type, String id, String session, Principal... audience) {
        put(type, id, session, new Change.State(new byte[] {'1'}, false, Set.of(audience), List.of()));
    }

    private void crew(long... members) {
        Set<UserId> users = Arrays.stream(members).mapToObj(UserId::new).collect(Collectors.toSet());
        put(NOTE, "crew", "", Change.State.of(new byte[] {'1'}, new Group(CREW, users)));
    }

    private static Principal user(long number) {
        return Principal.of(new UserId(number));
    }

    private static Told.Changed changed(Waiter waiter) throws InterruptedException {
        Told told = waiter.await(PATIENCE);
        assertThat(told).isInstanceOf(Told.Changed.class);
        return (Told.Changed) told;
    }

    @Test
    void aWriteWakesWhoWaitsAndNamesItsType() throws InterruptedException {
        Waiter waiter = enter(1, now());
        touch(NOTE, "a", "", user(2));
        touch(TASK, "a", "", user(1));
        Told.Changed told = changed(waiter);
        assertThat(told.types()).containsExactly(TASK);
        assertThat(told.position()).isEqualTo(now());
        assertThat(waiter.await(Duration.ZERO)).isEqualTo(new Told.Nothing(now()));
    }

    @Test
    void whatWasWrittenBeforeTheWaitIsToldFromMemoryOrFromTheLog() throws InterruptedException {
        LivePosition since = now();
        touch(TASK, "a", "", user(1));
        assertThat(changed(enter(1, since)).types()).containsExactly(TASK);
        assertThat(changed(enter(1, since)).types()).containsExactly(TASK);
        assertThat(enter(2, since).await(Duration.ZERO)).isInstanceOf(Told.Nothing.class);
        assertThat(enter(1, now()).await(Duration.ZERO)).isInstanceOf(Told.Nothing.class);
    }

    @Test
    void ownWritesAreLeftOutAndThoseOfOthersInBetweenAreNot() throws InterruptedException {
        LivePosition since = now();
        touch(TASK, "a", "s1", user(1));
        touch(TASK, "a", "s1", user(1));
        assertThat(enter(1, since).await(Duration.ZERO)).isInstanceOf(Told.Nothing.class);
        assertThat(changed(live.enter(interest(1, "other"), Optional.of(since))).types())
                .containsExactly(TASK);

        touch(TASK, "a", "s2", user(1));
        touch(TASK, "a", "s1", user(1));
        assertThat(changed(enter(1, since)).types()).containsExactly(TASK);
    }

    @Test
    void whoCameIntoAGroupIsToldAnythingAndHearsOfItsObjectsFromThenOn() throws InterruptedException {
        LivePosition before = now();
        Waiter waiter = enter(1, before);
        touch(TASK, "a", "", CREW);
        crew(1, 2);
        assertThat(changed(waiter).types()).as("anything").isEmpty();
        touch(TASK, "a", "", CREW);
        assertThat(changed(waiter).types()).containsExactly(TASK);
        crew(2);
        assertThat(changed(waiter).types()).isEmpty();
        LivePosition left = now();
        touch(TASK, "a", "", CREW);
        touch(NOTE, "a", "", user(1));
        assertThat(changed(waiter).types()).containsExactly(NOTE);
        assertThat(changed(enter(1, before)).types())
                .as("he came and went since")
                .isEmpty();
        assertThat(changed(enter(1, left)).types()).containsExactly(NOTE);
    }

    @Test
    void whoIsFarBehindIsToldAtOnceWithoutReadingTheLog() throws InterruptedException {
        LivePosition old = now();
        enter(2, old).close();
        storage.write(account.id(), tx -> {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 6_000; i++) {
                changes.add(Change.of(
                        new ObjectKey(TASK, "n" + i),
                        ChangeKind.CREATED,
                        null,
                        new Change.State(new byte[] {'1'}, false, Set.of(user(2)), List.of()),
                        Set.of(),
                        new Origin(null, null, "test", null)));
            }
            return tx.append(changes, NOON);
        });
        assertThat(changed(enter(1, old)).types()).isEmpty();
        touch(TASK, "a", "", user(1));
        LivePosition last = now();
        assertThat(changed(enter(
                                1,
                                new LivePosition(
                                        last.epoch(),
                                        new Sequence(last.sequence().value() - 1))))
                        .position())
                .isEqualTo(last);
    }

    @Test
    void aPositionOfAnotherEpochOrFromALostFutureIsOld() throws InterruptedException {
        touch(TASK, "a", "", user(1));
        LivePosition now = now();
        assertThat(changed(enter(2, new LivePosition(now.epoch() + 1, now.sequence())))
                        .types())
                .isEmpty();
        assertThat(changed(enter(
                                2,
                                new LivePosition(
                                        now.epoch(), new Sequence(now.sequence().value() + 1))))
                        .types())
                .isEmpty();
        Waiter waiter = enter(2, now);
        storage.write(account.id(), tx -> tx.startEpoch(tx.head().at()));
        assertThat(changed(waiter).position().epoch()).isGreaterThan(now.epoch());
    }

    @Test
    void pollingAloneFindsWhatNoSignalToldOf() throws InterruptedException {
        live = live(new PolledWrites(Duration.ofMillis(20)));
        Waiter waiter = enter(1, now());
        touch(TASK, "a", "", user(1));
        assertThat(changed(waiter).types()).containsExactly(TASK);
    }

    @Test
    void theEndOfTheServerEndsWaits() throws InterruptedException {
        Waiter waiter = enter(1, now());
        live.close();
        assertThat(waiter.await(PATIENCE)).isEqualTo(Told.Ended.SHUT_DOWN);
        assertThatThrownBy(() -> enter(1, now())).isInstanceOf(SyncException.class);
    }

    @Test
    void aTextThatIsNoPositionIsNone() {
        LivePosition position = new LivePosition(3, new Sequence(123_456_789));
        assertThat(LivePosition.parse(position.text())).hasValue(position);
        for (String wrong : List.of("", "1", "-1-2", "1-", "1-2-3", "1-Z", "1-zzzzzzzzzzzzz")) {
            assertThat(LivePosition.parse(wrong)).as(wrong).isEmpty();
        }
    }

    /// Devices that synchronize whenever they are told to, and only then, hold in the end what there is: for
    /// writers, teams and waits that begin and end at any moment.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingIsLostBetweenSynchronizingAndWaiting(long seed) throws Exception {
        if (seed > 3) {
            on(SqliteStorage.open(folder.resolve("t.db"), SqliteOptions.defaults()));
        }
        AtomicInteger writing = new AtomicInteger(3);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 3; w++) {
                long own = seed * 100 + w;
                writers.add(pool.submit(() -> write(new Random(own), writing)));
            }
            List<Future<List<String>>> devices = new ArrayList<>();
            for (int d = 0; d < 12; d++) {
                long own = seed * 1_000 + d;
                long user = 1L + d % 4;
                devices.add(pool.submit(() -> synchronize(user, new Random(own), writing)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (Future<List<String>> device : devices) {
                assertThat(device.get()).as("what a device was not told of").isEmpty();
            }
        }
    }

    private void write(Random random, AtomicInteger writing) {
        for (int i = 0; i < 120; i++) {
            int kind = random.nextInt(10);
            String id = "o" + random.nextInt(5);
            if (kind == 0) {
                crew(random.longs(2, 1, 5).toArray());
            } else if (kind < 3) {
                touch(TASK, id, "", CREW);
            } else if (kind < 5) {
                touch(TASK, id, "s1", user(1 + random.nextInt(4)));
            } else {
                touch(NOTE, id, "", user(1 + random.nextInt(4)), random.nextBoolean() ? CREW : user(9));
            }
            for (int spin = random.nextInt(3); spin > 0; spin--) {
                now(); // takes a moment
            }
        }
        writing.decrementAndGet();
    }

    /// Waits, and synchronizes when told to, until nobody writes any more and it holds what there is.
    ///
    /// @return what it does not hold after a long time
    private List<String> synchronize(long user, Random random, AtomicInteger writing) throws InterruptedException {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        Optional<LivePosition> since = Optional.empty();
        List<String> held = List.of();
        while (System.nanoTime() < endNanos
                && !(writing.get() == 0 && selection(user).equals(held))) {
            Waiter waiter = live.enter(interest(user, "d" + random.nextInt()), since);
            try {
                for (int stay = 1 + random.nextInt(3); stay > 0; stay--) {
                    switch (waiter.await(Duration.ofMillis(random.nextInt(30)))) {
                        case Told.Changed changed -> {
                            since = Optional.of(changed.position());
                            held = selection(user);
                        }
                        case Told.Nothing nothing -> since = Optional.of(nothing.position());
                        case Told.Ended ended -> throw new AssertionError(ended);
                    }
                }
            } finally {
                live.leave(waiter);
            }
        }
        List<String> now = new ArrayList<>(selection(user));
        now.removeAll(held);
        return now;
    }

    private List<String> selection(long user) {
        return storage.read(account.id(), tx -> {
            List<Principal> principals = new ArrayList<>(List.of(Principal.EVERYONE, user(user)));
            tx.memberships(new UserId(user)).stream()
                    .filter(stay -> stay.end() == null)
                    .forEach(stay -> principals.add(stay.principal()));
            List<String> objects = new ArrayList<>();
            for (Principal principal : principals) {
                for (TypeId type : List.of(TASK, NOTE)) {
                    tx.selected(principal, type, tx.head().sequence(), new ObjectNumber(0), 1_000)
                            .forEach(number -> tx.object(number)
                                    .ifPresent(
                                            object -> objects.add(object.key().id() + " " + type.value() + " v"
                                                    + object.version().value())));
                }
            }
            return objects;
        });
    }
}
