package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What devices showed that they hold.
interface HoldingsContract extends EmptyStorage {
    /// The synchronization of these tests.
    SynchronizationId PHONE = new SynchronizationId(5);

    @Test
    default void aHoldingIsKeptAsShown() {
        try (Scenario on = Scenario.in(newStorage())) {
            Holding full = new Holding(
                    PHONE,
                    new ObjectNumber(1),
                    4,
                    Holding.State.DIFFERENT,
                    new Sequence(8),
                    "client \"id\" ø",
                    NOON.minusMillis(1));
            Holding bare = new Holding(PHONE, new ObjectNumber(2), 4, Holding.State.GONE, Sequence.ZERO, null, null);
            on.writing(transaction -> {
                transaction.putHolding(full, 0);
                transaction.putHolding(bare, 0);
            });

            assertThat(on.read().holdings(PHONE, new ObjectNumber(1))).containsExactly(full);
            assertThat(on.read().holdings(PHONE, new ObjectNumber(2))).containsExactly(bare);
            assertThat(on.read().holdings(new SynchronizationId(6), new ObjectNumber(1)))
                    .isEmpty();
        }
    }

    @Test
    default void holdingsComeByObjectThenNewestRoundFirst() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, 2, 1, 0);
            put(on, 1, 3, 0);
            put(on, 1, 7, 0);
            put(on, 1, 5, 0);
            put(on, 3, 1, 0);
            put(on, 4, 1, 0);

            assertThat(rounds(on, 1)).containsExactly(7, 5, 3);
            assertThat(on.read().holdings(PHONE, new ObjectNumber(1), new ObjectNumber(3)))
                    .extracting(holding -> holding.number().value() + ":" + holding.round())
                    .containsExactly("1:7", "1:5", "1:3", "2:1", "3:1");
        }
    }

    @Test
    default void aSecondShowingInOneRoundReplacesTheFirst() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, 1, 3, 0);
            Holding second = new Holding(PHONE, new ObjectNumber(1), 3, Holding.State.GONE, Sequence.ZERO, "b", null);
            on.write().putHolding(second, 0);

            assertThat(on.read().holdings(PHONE, new ObjectNumber(1))).containsExactly(second);
        }
    }

    @Test
    default void rowsThatNoRoundFromTheFloorOnCanSeeAreForgotten() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, 1, 2, 0);
            put(on, 1, 4, 0);
            put(on, 2, 2, 0);
            put(on, 1, 8, 4);
            assertThat(rounds(on, 1))
                    .as("4 replaced 2 at the floor, 8 is later")
                    .containsExactly(8, 4);
            assertThat(rounds(on, 2)).as("another object").containsExactly(2);

            put(on, 1, 9, 7);
            assertThat(rounds(on, 1)).as("round 7 still sees 4").containsExactly(9, 8, 4);

            put(on, 1, 10, 9);
            assertThat(rounds(on, 1)).containsExactly(10, 9);

            put(on, 1, 11, 50);
            assertThat(rounds(on, 1)).containsExactly(11);
        }
    }

    @Test
    default void holdingsOfDroppedRoundsAreForgotten() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThat(on.read().hasHoldings(PHONE)).isFalse();
            put(on, 1, 2, 0);
            put(on, 1, 3, 0);
            put(on, 2, 3, 0);
            assertThat(on.read().hasHoldings(PHONE)).isTrue();
            assertThat(on.read().hasHoldings(new SynchronizationId(6))).isFalse();
            on.write().dropHoldings(PHONE, Set.of(3, 9));

            assertThat(rounds(on, 1)).containsExactly(2);
            assertThat(rounds(on, 2)).isEmpty();
        }
    }

    private static void put(Scenario on, long number, int round, int floor) {
        on.write()
                .putHolding(
                        new Holding(
                                PHONE,
                                new ObjectNumber(number),
                                round,
                                Holding.State.CONFIRMED,
                                new Sequence(round),
                                null,
                                null),
                        floor);
    }

    private static List<Integer> rounds(Scenario on, long number) {
        return on.read().holdings(PHONE, new ObjectNumber(number)).stream()
                .map(Holding::round)
                .toList();
    }
}
