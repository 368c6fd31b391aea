package io.tidemark.storage.contract;

import static io.tidemark.core.follow.Step.State.AGAIN;
import static io.tidemark.core.follow.Step.State.DONE;
import static io.tidemark.core.follow.Step.State.LATER;
import static io.tidemark.core.follow.Step.State.NOT_FOLLOWED;
import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.LogWork.Progress;
import io.tidemark.core.follow.Step;
import io.tidemark.core.log.Sequence;
import io.tidemark.storage.contract.FollowedWork.Inside;
import io.tidemark.storage.contract.FollowedWork.Outside;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Bookmarks, and followers of the log that keep them.
interface FollowersContract extends EmptyStorage {
    @Test
    default void aBookmarkIsKeptReplacedAndRemoved() {
        try (Scenario on = Scenario.in(newStorage())) {
            Bookmark third = new Bookmark(new Sequence(3), "page 2");
            on.write().putBookmark("hooks", Bookmark.BEGINNING);
            on.write().putBookmark("hooks", third);

            assertThat(on.read().bookmark("hooks")).contains(third);
            assertThat(on.read().bookmark("Hooks")).isEmpty();
            assertThat(on.neighbour("other").read().bookmark("hooks")).isEmpty();
            assertThat(on.write().removeBookmark("hooks")).isTrue();
            assertThat(on.write().removeBookmark("hooks")).isFalse();
            assertThat(on.read().bookmark("hooks")).isEmpty();
        }
    }

    @Test
    default void aBookmarkIsPartOfItsTransaction() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThatThrownBy(() -> on.writing(tx -> {
                        tx.putBookmark("hooks", Bookmark.BEGINNING);
                        throw new IllegalStateException("after the bookmark");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(on.read().bookmark("hooks")).isEmpty();
        }
    }

    @Test
    default void everyEntryIsWorkedOnOnceAndInOrder() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 120);
            Outside work = new Outside();
            LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "all", work);

            Step first = follower.step(on.account());
            assertThat(first.state()).isEqualTo(AGAIN);
            assertThat(first.behind()).isEqualTo(70);
            run(follower, on);
            assertThat(work.done()).isEqualTo(ids(0, 120));
            assertThat(follower.step(on.account()).state()).isEqualTo(DONE);

            createMany(on, 120, 121);
            run(follower, on);
            assertThat(work.done()).isEqualTo(ids(0, 121));
            assertThat(on.read().bookmark("all")).contains(Bookmark.after(new Sequence(121)));
        }
    }

    @Test
    default void anotherFollowerOfTheNameGoesOnWhereTheFirstWas() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 60);
            LogFollower.ofEveryAccount(on.storage(), "all", new Outside()).step(on.account());
            Outside again = new Outside();
            run(LogFollower.ofEveryAccount(on.storage(), "all", again), on);

            assertThat(again.done()).isEqualTo(ids(50, 60));
        }
    }

    @Test
    default void workThatFailsComesAgainWhole() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 3);
            Outside work = new Outside();
            LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "all", work);
            work.failNext();

            assertThatThrownBy(() -> follower.step(on.account())).isInstanceOf(FollowedWork.Failure.class);
            assertThat(on.read().bookmark("all")).isEmpty();
            run(follower, on);
            assertThat(work.done()).isEqualTo(List.of("o0", "o1", "o2", "o0", "o1", "o2"));
        }
    }

    @Test
    default void workInsideLeavesNothingWhenItFailsAndHappensOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 3);
            Inside work = new Inside();
            LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "copy", work);
            work.failNext();

            assertThatThrownBy(() -> follower.step(on.account())).isInstanceOf(FollowedWork.Failure.class);
            assertThat(on.read().head().sequence()).isEqualTo(new Sequence(3));
            run(follower, on);
            assertThat(on.read().head().sequence()).isEqualTo(new Sequence(6));
            assertThat(on.read().object(Scenario.key("o1 copied"))).isPresent();
            assertThat(on.read().object(Scenario.key("o1 copied copied"))).isEmpty();
        }
    }

    @Test
    default void aPlaceInsideAnEntryIsKeptWithThePause() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 2);
            Bookmark half = new Bookmark(new Sequence(1), "half");
            Outside work = new Outside();
            LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "all", work);
            work.answerNext(Progress.after(half, Duration.ofSeconds(7)).with(tx -> tx.addTeam("Alongside", Set.of())));

            Step step = follower.step(on.account());
            assertThat(step.state()).isEqualTo(LATER);
            assertThat(step.pause()).isEqualTo(Duration.ofSeconds(7));
            assertThat(on.read().bookmark("all")).contains(half);
            assertThat(on.read().teams()).hasSize(1);
            run(follower, on);
            assertThat(work.done()).isEqualTo(List.of("o0", "o1", "o1"));
            assertThat(work.from()).isEqualTo(half);
        }
    }

    @Test
    default void aWorkCannotJumpOutOfItsBatchOrStandStill() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 2);
            on.write().putBookmark("all", Bookmark.after(new Sequence(1)));
            for (long place : new long[] {0, 1, 3}) {
                Outside work = new Outside();
                work.answerNext(Progress.to(Bookmark.after(new Sequence(place))));
                LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "all", work);
                assertThatThrownBy(() -> follower.step(on.account())).isInstanceOf(IllegalStateException.class);
            }
            assertThat(on.read().bookmark("all")).contains(Bookmark.after(new Sequence(1)));
        }
    }

    @Test
    default void entriesThatConcernNobodyCostNoWriteUntilThereAreMany() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 990);
            Outside work = new Outside(entry -> entry.key().id().equals("o1001"));
            LogFollower follower = LogFollower.ofEveryAccount(on.storage(), "rare", work);
            run(follower, on);
            assertThat(on.read().bookmark("rare")).isEmpty();

            createMany(on, 990, 1_001);
            run(follower, on);
            assertThat(on.read().bookmark("rare")).contains(Bookmark.after(new Sequence(1_001)));
            createMany(on, 1_001, 1_003);
            run(follower, on);
            assertThat(work.done()).containsExactly("o1001");
            assertThat(on.read().bookmark("rare")).contains(Bookmark.after(new Sequence(1_003)));
        }
    }

    @Test
    default void withoutABookmarkSomeFollowersDoNothing() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 5);
            Outside work = new Outside();
            LogFollower follower = LogFollower.whereBookmarked(on.storage(), "hook 1", work);

            assertThat(follower.step(on.account()).state()).isEqualTo(NOT_FOLLOWED);
            on.write().putBookmark("hook 1", Bookmark.after(new Sequence(3)));
            run(follower, on);
            assertThat(work.done()).isEqualTo(ids(3, 5));
        }
    }

    @Test
    default void aBookmarkThatWasRemovedOrMovedMeanwhileStaysAsItIs() {
        try (Scenario on = Scenario.in(newStorage())) {
            createMany(on, 0, 5);
            on.write().putBookmark("hook 1", Bookmark.BEGINNING);
            Outside removing = new Outside();
            removing.meanwhile(() -> on.write().removeBookmark("hook 1"));
            LogFollower first = LogFollower.whereBookmarked(on.storage(), "hook 1", removing);
            assertThat(first.step(on.account()).state()).isEqualTo(NOT_FOLLOWED);
            assertThat(on.read().bookmark("hook 1")).isEmpty();

            Bookmark moved = Bookmark.after(new Sequence(2));
            Outside moving = new Outside();
            moving.meanwhile(() -> on.write().putBookmark("all", moved));
            LogFollower second = LogFollower.ofEveryAccount(on.storage(), "all", moving);
            assertThat(second.step(on.account()).state()).isEqualTo(NOT_FOLLOWED);
            assertThat(on.read().bookmark("all")).contains(moved);
        }
    }

    private static void createMany(Scenario on, int from, int to) {
        on.writing(tx -> tx.append(
                IntStream.range(from, to)
                        .mapToObj(i -> Scenario.created("o" + i, "{}", ANN))
                        .toList(),
                NOON));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "o" + i).toList();
    }

    /// Steps until the end of the log, as a driver does.
    private static void run(LogFollower follower, Scenario on) {
        int steps = 0;
        while (follower.step(on.account()).state() != DONE) {
            assertThat(++steps).isLessThan(1_000);
        }
    }
}
