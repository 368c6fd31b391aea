package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.START;
import static io.tidemark.storage.contract.Scenario.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Horizon;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is forgotten, and what is not.
interface RetentionContract extends EmptyStorage {
    @Test
    default void whatObjectsWereIsKnownFromTheHorizonOn() {
        try (Scenario on = Scenario.in(newStorage())) {
            Scenario other = on.neighbour("other");
            for (Scenario account : List.of(on, other)) {
                account.create("a", "1", ANN);
                account.change("a", "2", ANN);
                account.change("a", "3", ANN);
                account.change("a", "4", ANN);
            }
            assertThat(on.read().horizon()).isEqualTo(Horizon.NONE);

            on.writing(tx -> tx.forgetStates(new Sequence(3)));
            assertThat(on.read().horizon()).isEqualTo(new Horizon(new Sequence(3), Sequence.ZERO));
            assertThat(bodyAt(on, 1)).isEqualTo("forgotten");
            assertThat(bodyAt(on, 2)).isEqualTo("forgotten");
            assertThat(bodyAt(on, 3)).isEqualTo("3");
            assertThat(bodyAt(on, 4)).isEqualTo("4");
            assertThat(bodyAt(other, 1)).isEqualTo("1");
            assertThat(on.read().history(on.number("a"), Sequence.ZERO, 9))
                    .extracting(LogEntry::kind, entry -> Scenario.text(entry.before()))
                    .containsExactly(
                            tuple(ChangeKind.CREATED, null),
                            tuple(ChangeKind.CHANGED, null),
                            tuple(ChangeKind.CHANGED, null),
                            tuple(ChangeKind.CHANGED, "3"));

            on.writing(tx -> tx.forgetStates(new Sequence(2)));
            assertThat(on.read().horizon().states()).as("never goes back").isEqualTo(new Sequence(3));
        }
    }

    @Test
    default void anObjectThatDidNotChangeIsKnownAtAnyPositionAndADeletedOneIsNotMistaken() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            on.delete("b");
            on.create("b", "2", ANN);
            on.writing(tx -> tx.forgetStates(new Sequence(4)));

            assertThat(bodyAt(on, 1)).isEqualTo("1");
            ObjectNumber b = on.number("b");
            assertThat(on.read().objectAt(b, new Sequence(2))).isEmpty();
            assertThat(on.read().objectAt(b, new Sequence(3))).isEmpty();
            assertThat(on.read().objectAt(b, new Sequence(4)).map(StoredObject::version))
                    .contains(new Sequence(4));
        }
    }

    @Test
    default void staysThatEndedAreForgottenAndThoseThatLastAreNot() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            on.create("b", "1", ANN);
            on.change("a", "2", BOB);
            on.change("a", "3", ANN, BOB);
            on.delete("b");
            on.writing(tx -> tx.forgetStates(new Sequence(5)));
            on.writing(tx -> tx.forgetDepartures(new Sequence(4)));

            assertThat(on.read().horizon()).isEqualTo(new Horizon(new Sequence(5), new Sequence(4)));
            assertThat(on.read().edges(ANN, on.number("a"))).containsExactly(new Edge(new Sequence(4), null));
            assertThat(on.read().edges(BOB, on.number("a"))).containsExactly(new Edge(new Sequence(1), null));
            assertThat(on.read().edges(ANN, new ObjectNumber(2)))
                    .containsExactly(new Edge(new Sequence(2), new Sequence(5)));

            on.writing(tx -> tx.forgetDepartures(new Sequence(5)));
            assertThat(on.read().edges(ANN, new ObjectNumber(2))).isEmpty();
            assertThat(on.read().touched(ANN, TASK, Sequence.ZERO, 9))
                    .extracting(touch -> touch.number().value())
                    .containsExactly(1L);
            assertThat(on.read().numbers(TASK, START, 9)).containsExactly(new ObjectNumber(1), new ObjectNumber(2));
            assertThat(on.read().numbers(TASK, new ObjectNumber(1), 1)).containsExactly(new ObjectNumber(2));
        }
    }

    @Test
    default void roundsSayWhatHoldsBack() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThat(on.read().oldestRound()).isEmpty();
            SynchronizationId one = new SynchronizationId(7);
            SynchronizationId two = new SynchronizationId(9);
            on.writing(tx -> {
                tx.putRound(round(one, 1, 30, NOON));
                tx.putRound(round(one, 2, 40, NOON.plusSeconds(60)));
                tx.putRound(round(two, 1, 20, NOON.plusSeconds(30)));
            });
            on.neighbour("other").writing(tx -> tx.putRound(round(one, 1, 5, NOON)));

            assertThat(on.read().oldestRound()).contains(new Sequence(20));
            SynchronizationId first = new SynchronizationId(Long.MIN_VALUE);
            assertThat(on.read().withRoundsBefore(NOON, first, 9)).isEmpty();
            assertThat(on.read().withRoundsBefore(NOON.plusMillis(1), first, 9)).containsExactly(one);
            assertThat(on.read().withRoundsBefore(NOON.plusSeconds(61), first, 9))
                    .containsExactly(one, two);
            assertThat(on.read().withRoundsBefore(NOON.plusSeconds(61), first, 1))
                    .containsExactly(one);
            assertThat(on.read().withRoundsBefore(NOON.plusSeconds(61), one, 9)).containsExactly(two);
        }
    }

    private static Round round(SynchronizationId id, int number, long position, Instant madeAt) {
        return new Round(id, number, number - 1, new Sequence(position), false, 0, 0, madeAt.toEpochMilli());
    }

    private static String bodyAt(Scenario on, long position) {
        return on.read()
                .objectAt(on.number("a"), new Sequence(position))
                .map(object -> Scenario.text(object.body()))
                .orElse("forgotten");
    }
}
