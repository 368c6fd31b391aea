package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.ORIGIN;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.bytes;
import static io.tidemark.storage.contract.Scenario.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.Due;
import io.tidemark.core.storage.ReadTransaction.Touch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Objects whose audience changes by itself, and when it is to be looked at.
interface MovesContract extends EmptyStorage {
    @Test
    default void whatIsDueComesInOrderAndOnlyWhatLives() {
        try (Scenario on = Scenario.in(newStorage())) {
            until(on, "a", NOON.plusSeconds(30));
            until(on, "b", NOON.plusSeconds(10));
            until(on, "c", null);
            until(on, "d", NOON.plusSeconds(10));
            until(on, "e", NOON.plusSeconds(10));
            on.delete("e");

            assertThat(due(on, 9)).isEmpty();
            assertThat(due(on, 10)).containsExactly(at(10, 2), at(10, 4));
            assertThat(due(on, 99)).containsExactly(at(10, 2), at(10, 4), at(30, 1));
            assertThat(on.read().due(Instant.MAX, 1)).containsExactly(at(10, 2));
            assertThat(on.neighbour("other").read().due(Instant.MAX, 9)).isEmpty();
        }
    }

    @Test
    default void everyChangeSaysAnewWhenToLookAndPostponingWritesNoHistory() {
        try (Scenario on = Scenario.in(newStorage())) {
            until(on, "a", NOON.plusSeconds(30));
            on.change("a", "2", ANN);
            assertThat(due(on, 99)).isEmpty();

            on.writing(tx -> tx.postpone(new ObjectNumber(1), NOON.plusSeconds(5)));
            assertThat(due(on, 99)).containsExactly(at(5, 1));
            on.writing(tx -> tx.postpone(new ObjectNumber(1), null));
            assertThat(due(on, 99)).isEmpty();
            assertThat(on.read().head().sequence()).isEqualTo(new Sequence(2));
        }
    }

    @Test
    default void aMoveChangesWhoHasAnObjectAndNothingElse() {
        try (Scenario on = Scenario.in(newStorage())) {
            Principal cy = new Principal("u3");
            on.create("a", "1", ANN, BOB);
            move(on, "a", NOON.plusSeconds(60), NOON.plusSeconds(99), BOB, cy);

            StoredObject moved = on.read().object(key("a")).orElseThrow();
            assertThat(moved.version()).isEqualTo(new Sequence(1));
            assertThat(moved.modifiedAt()).isEqualTo(NOON);
            assertThat(moved.body()).isEqualTo(bytes("1"));
            assertThat(moved.audience()).containsExactlyInAnyOrder(BOB, cy);
            assertThat(edges(on, ANN)).containsExactly(new Edge(new Sequence(1), new Sequence(2)));
            assertThat(edges(on, BOB)).containsExactly(new Edge(new Sequence(1), null));
            assertThat(edges(on, cy)).containsExactly(new Edge(new Sequence(2), null));
            assertThat(touched(on, ANN)).containsExactly(new Touch(new ObjectNumber(1), new Sequence(2), false));
            assertThat(touched(on, BOB)).as("as before, so nothing to tell").isEmpty();
            assertThat(touched(on, cy)).containsExactly(new Touch(new ObjectNumber(1), new Sequence(2), true));
            assertThat(due(on, 99)).containsExactly(at(99, 1));
            LogEntry entry =
                    on.read().history(new ObjectNumber(1), new Sequence(1), 9).getFirst();
            assertThat(entry.kind()).isEqualTo(ChangeKind.MOVED);
            assertThat(entry.at()).isEqualTo(NOON.plusSeconds(60));
            assertThat(entry.detail()).isEqualTo("why");
            assertThat(entry.before()).isNull();
        }
    }

    @Test
    default void earlierStatesAreReadPastMoves() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            move(on, "a", NOON, null);
            move(on, "a", NOON, null, ANN);
            on.change("a", "2", ANN);
            on.delete("a");

            for (long at = 1; at <= 3; at++) {
                StoredObject then = on.read()
                        .objectAt(new ObjectNumber(1), new Sequence(at))
                        .orElseThrow();
                assertThat(then.version()).isEqualTo(new Sequence(1));
                assertThat(then.body()).isEqualTo(bytes("1"));
            }
            assertThat(on.read()
                            .objectAt(new ObjectNumber(1), new Sequence(4))
                            .orElseThrow()
                            .body())
                    .isEqualTo(bytes("2"));
            assertThat(edges(on, ANN))
                    .containsExactly(
                            new Edge(new Sequence(1), new Sequence(2)), new Edge(new Sequence(3), new Sequence(5)));
        }
    }

    @Test
    default void onlyALivingObjectAsItIsCanMove() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            StoredObject before = on.read().object(key("a")).orElseThrow();
            on.change("a", "2", ANN);
            assertThatThrownBy(() -> append(on, before)).isInstanceOf(IllegalStateException.class);
            on.delete("a");
            StoredObject gone = on.read().object(key("a")).orElseThrow();
            assertThatThrownBy(() -> append(on, gone)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void aMoveMayChangeWhatTheServerKeepsAndEarlierStatesHaveIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            rewrite(on, "a", "1 kept", ANN);
            move(on, "a", NOON, null, BOB);
            rewrite(on, "a", "1 kept more", ANN);
            on.change("a", "2", ANN);

            assertThat(bodies(on, 1, 2, 3, 4, 5)).containsExactly("1", "1 kept", "1 kept", "1 kept more", "2");
            assertThat(on.read()
                            .objectAt(new ObjectNumber(1), new Sequence(4))
                            .orElseThrow()
                            .version())
                    .isEqualTo(new Sequence(1));
            assertThat(touched(on, ANN)).containsExactly(new Touch(new ObjectNumber(1), new Sequence(5), true));
            List<LogEntry> history = on.read().history(new ObjectNumber(1), Sequence.ZERO, 9);
            assertThat(history.get(1).before()).isEqualTo(bytes("1"));
            assertThat(history.get(2).before()).isNull();
        }
    }

    @Test
    default void whatOnlyTheServerKeepsIsNoTouchForWhoHasTheObject() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            rewrite(on, "a", "1 kept", ANN);

            assertThat(touched(on, ANN)).isEmpty();
            assertThat(on.read().object(key("a")).orElseThrow().body()).isEqualTo(bytes("1 kept"));
            assertThat(touched(on, BOB)).containsExactly(new Touch(new ObjectNumber(1), new Sequence(2), false));
        }
    }

    @Test
    default void theLivingObjectsOfATypeAreFoundWhoeverHasThem() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1");
            on.create("c", "1", BOB);
            on.create("d", "1");
            on.delete("c");

            assertThat(living(on, 0, 9)).containsExactly(1L, 2L, 4L);
            assertThat(living(on, 1, 9)).containsExactly(2L, 4L);
            assertThat(living(on, 0, 2)).containsExactly(1L, 2L);
            assertThat(on.read().living(new TypeId("other"), new ObjectNumber(0), 9))
                    .isEmpty();
            assertThat(on.neighbour("other").read().living(TASK, new ObjectNumber(0), 9))
                    .isEmpty();
        }
    }

    private static List<Long> living(Scenario on, long after, int limit) {
        return on.read().living(TASK, new ObjectNumber(after), limit).stream()
                .map(ObjectNumber::value)
                .toList();
    }

    private static List<String> bodies(Scenario on, long... positions) {
        return Arrays.stream(positions)
                .mapToObj(at -> on.read()
                        .objectAt(new ObjectNumber(1), new Sequence(at))
                        .orElseThrow())
                .map(object -> new String(object.body(), UTF_8))
                .toList();
    }

    private static void rewrite(Scenario on, String id, String body, Principal... audience) {
        on.writing(tx -> {
            StoredObject object = tx.lock(key(id)).orElseThrow();
            Selected selected = new Selected(Set.of(audience), null);
            tx.append(List.of(Change.moved(object, bytes(body), selected, ORIGIN, "why")), NOON);
        });
    }

    private static void append(Scenario on, StoredObject object) {
        on.writing(tx ->
                tx.append(List.of(Change.moved(object, new Selected(Set.of(BOB), null), ORIGIN, "why")), NOON));
    }

    private static void until(Scenario on, String id, @Nullable Instant until) {
        on.apply(
                NOON,
                id,
                ChangeKind.CREATED,
                new Change.State(bytes("1"), false, Set.of(ANN), List.of(), Set.of(), Set.of(), null, until));
    }

    private static void move(Scenario on, String id, Instant at, @Nullable Instant until, Principal... audience) {
        on.writing(tx -> {
            StoredObject object = tx.lock(key(id)).orElseThrow();
            tx.append(List.of(Change.moved(object, new Selected(Set.of(audience), until), ORIGIN, "why")), at);
        });
    }

    private static List<Due> due(Scenario on, long seconds) {
        return on.read().due(NOON.plusSeconds(seconds), 9);
    }

    private static Due at(long seconds, long number) {
        return new Due(NOON.plusSeconds(seconds), new ObjectNumber(number));
    }

    private static List<Edge> edges(Scenario on, Principal principal) {
        return on.read().edges(principal, new ObjectNumber(1));
    }

    private static List<Touch> touched(Scenario on, Principal principal) {
        return on.read().touched(principal, TASK, new Sequence(1), 9);
    }
}
