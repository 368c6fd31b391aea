package io.tidemark.server.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.directory.Account;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.server.metrics.ServerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowersTest {
    private static final BackOff QUICK = new BackOff(Duration.ofMillis(1), Duration.ofMillis(4));

    private final WatchedStorage storage = new WatchedStorage(new InMemoryStorage());
    private final ServerMetrics metrics = new ServerMetrics();
    private final Followers followers = new Followers(QUICK, metrics, new Random(7), Duration.ofMillis(100));
    private Account acme;
    private Account best;

    @BeforeEach
    void watch() {
        acme = account("acme");
        best = account("best");
        storage.watch(followers::wake);
    }

    @AfterEach
    void close() {
        followers.close();
    }

    @Test
    void whatWasWrittenBeforeAndAfterTheStartIsWorkedOn() {
        write(acme, "early");
        Notes notes = new Notes();
        followers.add(LogFollower.ofEveryAccount(storage, "notes", notes));
        followers.begin(storage.accounts().all());
        write(acme, "late");
        write(best, "elsewhere");

        await().untilAsserted(() -> assertThat(notes.done).contains("early", "late", "elsewhere"));
        assertThat(notes.done).containsSubsequence("early", "late");
        await().untilAsserted(() ->
                assertThat(metrics.scrape()).contains("tidemark_follower_lag_seconds{follower=\"notes\"} 0.0"));
    }

    @Test
    void aStepThatFailsIsTriedAgainAndCounted() {
        AtomicInteger failures = new AtomicInteger(3);
        Notes notes = new Notes(id -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
        });
        followers.add(LogFollower.ofEveryAccount(storage, "notes", notes));
        write(acme, "a");

        await().untilAsserted(() -> assertThat(notes.done).containsExactly("a"));
        assertThat(metrics.scrape()).contains("tidemark_follower_failures_total{follower=\"notes\"} 3.0");
    }

    @Test
    void oneThatHangsHoldsUpNeitherOthersNorTheEnd() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        Notes stuck = new Notes(id -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Notes notes = new Notes();
        followers.add(LogFollower.ofEveryAccount(storage, "hooks/1", stuck), acme.id());
        followers.add(LogFollower.ofEveryAccount(storage, "hooks/2", notes), acme.id());
        write(acme, "a");
        write(acme, "b");

        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(notes.done).containsExactly("a", "b"));
        assertThat(metrics.scrape()).doesNotContain("tidemark_follower_lag_seconds{follower=\"hooks\"} 0.0\n");
        followers.close();
        assertThat(stuck.done).isEmpty();
        assertThat(storage.<Boolean>read(acme.id(), tx -> tx.bookmark("hooks/1").isEmpty()))
                .isTrue();
    }

    @Test
    void oneThatWasRemovedIsNotWokenAgain() {
        Notes notes = new Notes();
        followers.add(LogFollower.ofEveryAccount(storage, "hooks/1", notes), acme.id());
        Notes others = new Notes();
        followers.add(LogFollower.ofEveryAccount(storage, "hooks/2", others), acme.id());
        write(acme, "a");
        await().untilAsserted(() -> assertThat(notes.done).containsExactly("a"));
        followers.remove("hooks/1", acme.id());
        write(acme, "b");

        await().untilAsserted(() -> assertThat(others.done).containsExactly("a", "b"));
        assertThat(notes.done).containsExactly("a");
    }

    @Test
    void pausesDoubleUpToTheLongestAndVaryByAQuarter() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));
        Random random = new Random(3);

        assertThat(backOff.after(1, random)).isBetween(Duration.ofMillis(750), Duration.ofMillis(1_250));
        assertThat(backOff.after(4, random)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
        for (int failures : new int[] {10, 31, 32, 64, 1_000}) {
            assertThat(backOff.after(failures, random)).isBetween(Duration.ofSeconds(225), Duration.ofSeconds(375));
        }
    }

    private Account account(String name) {
        return storage.accounts().create(new NewAccount(name, name, ZoneOffset.UTC, new byte[32]));
    }

    private void write(Account account, String id) {
        storage.write(
                account.id(),
                tx -> tx.append(
                        List.of(Change.of(
                                new ObjectKey(new TypeId("task"), id),
                                ChangeKind.CREATED,
                                null,
                                new Change.State(new byte[] {'1'}, false, Set.of(), List.of()),
                                Set.of(),
                                new Origin(null, null, "test", null))),
                        Instant.EPOCH));
    }

    /// Notes what it was given, one entry in each step.
    private static final class Notes implements LogWork.Outside {
        private final List<String> done = new CopyOnWriteArrayList<>();
        private final Consumer<String> first;

        Notes() {
            this(id -> {});
        }

        Notes(Consumer<String> first) {
            this.first = first;
        }

        @Override
        public boolean concerns(LogEntry entry) {
            return true;
        }

        @Override
        public Progress work(AccountId account, Bookmark from, List<LogEntry> entries) {
            LogEntry entry = entries.getFirst();
            first.accept(entry.key().id());
            done.add(entry.key().id());
            return Progress.to(Bookmark.after(entry.sequence()));
        }
    }
}
