package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.bytes;
import static io.tidemark.storage.contract.Scenario.created;
import static io.tidemark.storage.contract.Scenario.key;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The log: its numbers, its instants, what an entry says.
interface LogContract extends EmptyStorage {
    @Test
    default void anEmptyLogIsInEpochOneBeforeTheFirstChange() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThat(on.read().head()).isEqualTo(new Head(1, Sequence.ZERO, Instant.EPOCH));
        }
    }

    @Test
    default void numbersFollowTheOrderOfTheListWithoutGaps() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("first", "1", ANN);
            Appended appended = on.write()
                    .append(List.of(created("b", "2", ANN), created("a", "3", ANN), created("c", "4", BOB)), NOON);

            assertThat(appended.entries())
                    .extracting(Appended.Entry::sequence)
                    .containsExactly(new Sequence(2), new Sequence(3), new Sequence(4));
            assertThat(appended.entries())
                    .extracting(Appended.Entry::number)
                    .containsExactly(new ObjectNumber(2), new ObjectNumber(3), new ObjectNumber(4));
            assertThat(on.read().log(Sequence.ZERO, 10))
                    .extracting(entry -> entry.sequence().value() + entry.key().id())
                    .containsExactly("1first", "2b", "3a", "4c");
        }
    }

    @Test
    default void instantsNeverGoBackEvenWhenTheCallersClockDoes() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.apply(NOON.minusSeconds(3600), "b", ChangeKind.CREATED, state("2", ANN));
            on.apply(NOON.plusMillis(1), "c", ChangeKind.CREATED, state("3", ANN));

            assertThat(on.read().log(Sequence.ZERO, 10))
                    .extracting(LogEntry::at)
                    .containsExactly(NOON, NOON, NOON.plusMillis(1));
            assertThat(on.read().head().at()).isEqualTo(NOON.plusMillis(1));
        }
    }

    @Test
    default void nothingIsStampedBeforeAPromisedInstant() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            assertThat(on.write().promise(NOON.plusSeconds(5)))
                    .isEqualTo(new Head(1, new Sequence(1), NOON.plusSeconds(5)));
            assertThat(on.write().promise(NOON.plusSeconds(3)).at()).isEqualTo(NOON.plusSeconds(5));
            on.create("b", "2", ANN);
            on.apply(NOON.plusSeconds(7), "c", ChangeKind.CREATED, state("3", ANN));

            assertThat(on.read().log(Sequence.ZERO, 10))
                    .extracting(LogEntry::at)
                    .containsExactly(NOON, NOON.plusSeconds(5), NOON.plusSeconds(7));
        }
    }

    @Test
    default void aPositionIsFoundByTheInstantBeforeWhichItWasTheLast() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThat(on.read().positionBefore(NOON)).isEqualTo(Sequence.ZERO);
            for (int n = 0; n < 20; n++) {
                on.apply(NOON.plusMillis(n / 3 * 100L), "id" + n, ChangeKind.CREATED, state("x", ANN));
            }
            on.write().promise(NOON.plusSeconds(9));

            assertThat(on.read().positionBefore(Instant.EPOCH)).isEqualTo(Sequence.ZERO);
            assertThat(on.read().positionBefore(NOON)).isEqualTo(Sequence.ZERO);
            assertThat(on.read().positionBefore(NOON.plusMillis(1))).isEqualTo(new Sequence(3));
            assertThat(on.read().positionBefore(NOON.plusMillis(100))).isEqualTo(new Sequence(3));
            assertThat(on.read().positionBefore(NOON.plusMillis(101))).isEqualTo(new Sequence(6));
            assertThat(on.read().positionBefore(NOON.plusMillis(600))).isEqualTo(new Sequence(18));
            assertThat(on.read().positionBefore(NOON.plusMillis(601))).isEqualTo(new Sequence(20));
            assertThat(on.read().positionBefore(Instant.MAX)).isEqualTo(new Sequence(20));
        }
    }

    @Test
    default void instantsAreKeptToTheMillisecond() {
        try (Scenario on = Scenario.in(newStorage())) {
            Appended appended = on.write().append(List.of(created("a", "1", ANN)), NOON.plusNanos(7_999_999));

            assertThat(appended.at()).isEqualTo(NOON.plusMillis(7));
            assertThat(on.read().object(key("a")).orElseThrow().modifiedAt()).isEqualTo(NOON.plusMillis(7));
        }
    }

    @Test
    default void anEntryKeepsEverythingThatWasSaidOfIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "old", ANN);
            Origin origin = new Origin(new UserId(7), "tablet \"7\"", "mymeetings/synccommit", "sha");
            on.writing(transaction -> transaction.append(
                    List.of(Change.of(
                            key("A"),
                            ChangeKind.CHANGED,
                            transaction.lock(key("A")).orElseThrow(),
                            state("new", ANN),
                            Set.of("title", "two\nlines", "back\\slash", "", "æ, ø"),
                            origin)),
                    NOON));
            LogEntry entry = on.read().log(new Sequence(1), 10).getFirst();

            assertThat(entry.kind()).isEqualTo(ChangeKind.CHANGED);
            assertThat(entry.key().id()).as("as first received").isEqualTo("a");
            assertThat(entry.number()).isEqualTo(new ObjectNumber(1));
            assertThat(entry.fields()).containsExactlyInAnyOrder("title", "two\nlines", "back\\slash", "", "æ, ø");
            assertThat(entry.origin()).isEqualTo(origin);
            assertThat(entry.previous()).isEqualTo(new Sequence(1));
            assertThat(entry.before()).isEqualTo(bytes("old"));
            assertThat(entry.offered()).isNull();
            assertThat(entry.detail()).isNull();
        }
    }

    @Test
    default void anEntryOfTheServerItselfNamesNobody() {
        try (Scenario on = Scenario.in(newStorage())) {
            Origin origin = new Origin(null, null, "import", null);
            on.write()
                    .append(
                            List.of(Change.of(key("a"), ChangeKind.CREATED, null, state("1", ANN), Set.of(), origin)),
                            NOON);
            LogEntry entry = on.read().log(Sequence.ZERO, 10).getFirst();

            assertThat(entry.origin()).isEqualTo(origin);
            assertThat(entry.fields()).isEmpty();
            assertThat(entry.previous()).isEqualTo(Sequence.ZERO);
            assertThat(entry.before()).isNull();
        }
    }

    /// Loss class 34: the loser of a conflict stays readable.
    @Test
    default void lossClass34WhatWasNotTakenStaysReadable() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "stands", ANN);
            Appended appended = on.write()
                    .append(
                            List.of(
                                    refused("a", ChangeKind.OVERRULED, "lost"),
                                    refused("unknown", ChangeKind.REFUSED, "forbidden")),
                            NOON);
            List<LogEntry> log = on.read().log(new Sequence(1), 10);

            assertThat(appended.entries())
                    .extracting(Appended.Entry::number)
                    .containsExactly(new ObjectNumber(1), null);
            assertThat(log).extracting(LogEntry::number).containsExactly(new ObjectNumber(1), null);
            assertThat(log).extracting(entry -> entry.key().id()).containsExactly("a", "unknown");
            assertThat(log).extracting(entry -> Scenario.text(entry.offered())).containsExactly("lost", "forbidden");
            assertThat(log).extracting(LogEntry::detail).containsOnly("TM-3001 not yours");
            assertThat(log).extracting(LogEntry::previous).containsOnly(Sequence.ZERO);
            assertThat(on.read().object(key("a")).orElseThrow().version()).isEqualTo(new Sequence(1));
            assertThat(on.read().object(key("unknown"))).isEmpty();
            assertThat(on.read().history(new ObjectNumber(1), Sequence.ZERO, 10))
                    .extracting(LogEntry::kind)
                    .containsExactly(ChangeKind.CREATED, ChangeKind.OVERRULED);
            assertThat(on.read().touched(ANN, Scenario.TASK, new Sequence(1), 10))
                    .isEmpty();
        }
    }

    private static Change refused(String id, ChangeKind kind, String offered) {
        return Change.notTaken(key(id), kind, Set.of("title"), Scenario.ORIGIN, bytes(offered), "TM-3001 not yours");
    }

    @Test
    default void theLogAndAHistoryAreReadInPages() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "2", ANN);
            on.change("a", "3", ANN);
            on.delete("a");

            assertThat(on.read().log(new Sequence(1), 2))
                    .extracting(entry -> entry.sequence().value())
                    .containsExactly(2L, 3L);
            assertThat(on.read().history(new ObjectNumber(1), Sequence.ZERO, 2))
                    .extracting(entry -> entry.sequence().value())
                    .containsExactly(1L, 3L);
            assertThat(on.read().history(new ObjectNumber(1), new Sequence(3), 2))
                    .extracting(entry -> entry.sequence().value())
                    .containsExactly(4L);
        }
    }

    /// Loss class 14: what a restore from a backup must do, so that tokens of a lost future are recognised.
    @Test
    default void lossClass14ANewEpochKeepsTheLogAndIsSeen() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            Instant restored = NOON.plusSeconds(90);
            Head head = on.write().startEpoch(restored);

            assertThat(head).isEqualTo(new Head(restored.getEpochSecond(), new Sequence(1), restored));
            assertThat(on.read().head()).isEqualTo(head);
            assertThat(on.create("b", "2", ANN)).isEqualTo(new Sequence(2));
            assertThat(on.read().head().epoch()).isEqualTo(head.epoch());
            assertThat(on.read().log(new Sequence(1), 1).getFirst().at())
                    .as("not before the restore, whatever the writer's clock says")
                    .isEqualTo(restored);
        }
    }

    /// Loss class 14: a lost object is on devices still, so its number must not come to mean another one.
    @Test
    default void lossClass14ANumberOfALostObjectIsNotGivenAgain() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            ObjectNumber backedUp = on.number("a");
            on.write().startEpoch(NOON.plusSeconds(1));
            on.create("b", "2", ANN);
            ObjectNumber first = on.number("b");
            assertThat(first.value()).isEqualTo(backedUp.value() + Epoch.NUMBERS_SKIPPED + 1);

            on.write().startEpoch(NOON.plusSeconds(1));
            on.create("c", "3", ANN);
            assertThat(on.number("c").value()).isEqualTo(first.value() + Epoch.NUMBERS_SKIPPED + 1);
            assertThat(on.read().epochs())
                    .extracting(Epoch::number)
                    .as("two restores in the same second are two epochs")
                    .doesNotHaveDuplicates()
                    .hasSize(2)
                    .isSorted();
            assertThat(on.read().epochs().getFirst())
                    .isEqualTo(new Epoch(
                            NOON.getEpochSecond() + 1,
                            NOON,
                            NOON.plusSeconds(1),
                            new ObjectNumber(backedUp.value() + Epoch.NUMBERS_SKIPPED)));
        }
    }

    @Test
    default void aTransactionAppendsAtMostOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThatThrownBy(() -> on.writing(transaction -> {
                        transaction.append(List.of(created("a", "1", ANN)), NOON);
                        transaction.append(List.of(created("b", "2", ANN)), NOON);
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> on.write().append(List.of(), NOON)).isInstanceOf(IllegalStateException.class);
            assertThat(on.read().head().sequence()).isEqualTo(Sequence.ZERO);
        }
    }
}
