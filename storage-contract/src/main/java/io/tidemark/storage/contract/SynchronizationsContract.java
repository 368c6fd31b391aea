package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.START;
import static io.tidemark.storage.contract.Scenario.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Synchronizations, their rounds, and what these owe.
interface SynchronizationsContract extends EmptyStorage {
    @Test
    default void aSynchronizationIsKeptAndReplaced() {
        try (Scenario on = Scenario.in(newStorage())) {
            Synchronization first = synchronization(5, 1, NOON, 1);
            Synchronization ofUser =
                    new Synchronization(new SynchronizationId(-11), new UserId(1), "tasks", NOON.plusSeconds(1), 0);
            on.writing(transaction -> {
                transaction.lock(first.id());
                transaction.putSynchronization(first);
                transaction.putSynchronization(ofUser);
            });
            assertThat(on.read().synchronization(first.id())).contains(first);
            assertThat(on.read().synchronization(ofUser.id())).contains(ofUser);

            Synchronization later = synchronization(5, 1, NOON.plusSeconds(60), 2);
            on.write().putSynchronization(later);
            assertThat(on.read().synchronization(first.id())).contains(later);
            assertThat(on.read().synchronization(new SynchronizationId(6))).isEmpty();
        }
    }

    @Test
    default void theSynchronizationsOfAUserComeNewestUseFirst() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.writing(transaction -> {
                transaction.putSynchronization(synchronization(1, 1, NOON, 0));
                transaction.putSynchronization(synchronization(2, 1, NOON.plusSeconds(9), 0));
                transaction.putSynchronization(synchronization(4, 1, NOON.plusSeconds(5), 0));
                transaction.putSynchronization(synchronization(3, 1, NOON.plusSeconds(5), 0));
                transaction.putSynchronization(synchronization(5, 2, NOON.plusSeconds(7), 0));
            });

            assertThat(on.read().synchronizations(new UserId(1), 3))
                    .extracting(found -> found.id().value())
                    .containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    default void roundsAreKeptByNumberReplacedAndDropped() {
        try (Scenario on = Scenario.in(newStorage())) {
            SynchronizationId id = new SynchronizationId(5);
            Round second = new Round(id, 2, 1, new Sequence(9), true, 40, 6, 1234);
            on.writing(transaction -> {
                transaction.putRound(second);
                transaction.putRound(round(id, 1));
                transaction.putRound(round(id, 3));
                transaction.putRound(round(new SynchronizationId(6), 1));
            });
            assertThat(on.read().rounds(id)).containsExactly(round(id, 1), second, round(id, 3));

            on.writing(transaction -> {
                transaction.putRound(second.owing(39));
                transaction.dropRounds(id, Set.of(1, 3, 7));
            });
            assertThat(on.read().rounds(id)).containsExactly(second.owing(39));
            assertThat(on.read().rounds(new SynchronizationId(6))).hasSize(1);
        }
    }

    @Test
    default void whatARoundOwesShrinksObjectByObject() {
        try (Scenario on = Scenario.in(newStorage())) {
            SynchronizationId id = new SynchronizationId(5);
            on.writing(transaction -> {
                transaction.addPending(id, 1, numbers(3, 1, 2));
                transaction.addPending(id, 1, numbers(2, 4));
                transaction.addPending(id, 2, numbers(1));
            });
            assertThat(on.read().pending(id, 1, START, 10)).isEqualTo(numbers(1, 2, 3, 4));
            assertThat(on.read().pending(id, 1, new ObjectNumber(1), 2)).isEqualTo(numbers(2, 3));

            assertThat(on.write().removePending(id, 1, new ObjectNumber(3))).isTrue();
            assertThat(on.write().removePending(id, 1, new ObjectNumber(3))).isFalse();
            assertThat(on.read().pending(id, 1, START, 10)).isEqualTo(numbers(1, 2, 4));

            on.write().dropRounds(id, Set.of(1));
            assertThat(on.read().pending(id, 1, START, 10)).isEmpty();
            assertThat(on.read().pending(id, 2, START, 10)).isEqualTo(numbers(1));
        }
    }

    @Test
    default void longUnusedSynchronizationsAreForgottenWithAllThatBelongsToThem() {
        try (Scenario on = Scenario.in(newStorage())) {
            for (int id = 1; id <= 4; id++) {
                remember(on, synchronization(id, 1, NOON.plusSeconds(id), 1));
            }
            assertThat(on.write().forgetSynchronizationsBefore(NOON.plusSeconds(3), 1))
                    .isEqualTo(1);
            assertThat(traces(on, 1)).isZero();
            assertThat(traces(on, 2)).isEqualTo(6);

            assertThat(on.write().forgetSynchronizationsBefore(NOON.plusSeconds(3), 9))
                    .as("the third was used at that instant, not before")
                    .isEqualTo(1);
            assertThat(traces(on, 2)).isZero();
            assertThat(traces(on, 3)).isEqualTo(6);
            assertThat(on.read().named(new UserId(1), "tasks", "name")).contains(new ObjectNumber(4));
            assertThat(on.write().forgetSynchronizationsBefore(NOON.plusSeconds(3), 9))
                    .isZero();
        }
    }

    @Test
    default void whatBelongsToAUserAsAWholeIsNotForgotten() {
        try (Scenario on = Scenario.in(newStorage())) {
            Synchronization ofUser = new Synchronization(new SynchronizationId(-17), new UserId(1), "tasks", NOON, 0);
            on.writing(transaction -> {
                transaction.putSynchronization(ofUser);
                transaction.putName(ofUser, "slot", new ObjectNumber(5));
            });
            assertThat(on.write().forgetSynchronizationsBefore(NOON.plusSeconds(3), 9))
                    .isZero();
            assertThat(on.read().named(ofUser.id(), "slot")).contains(new ObjectNumber(5));
        }
    }

    private static void remember(Scenario on, Synchronization synchronization) {
        SynchronizationId id = synchronization.id();
        ObjectNumber number = new ObjectNumber(id.value());
        on.writing(transaction -> {
            transaction.putSynchronization(synchronization);
            transaction.putRound(round(id, 1));
            transaction.addPending(id, 1, List.of(number));
            transaction.putHolding(new Holding(id, number, 1, Holding.State.CONFIRMED, new Sequence(1), null, null), 0);
            transaction.putName(synchronization, "name", number);
            transaction.putUpload(
                    new UploadRecord(id, "digest", Outcome.Kind.CREATED, number, new Sequence(1), null, null));
        });
    }

    private static long traces(Scenario on, long value) {
        SynchronizationId id = new SynchronizationId(value);
        return on.read(transaction -> transaction.synchronization(id).stream().count()
                + transaction.rounds(id).size()
                + transaction.pending(id, 1, START, 9).size()
                + transaction.holdings(id, new ObjectNumber(value)).size()
                + transaction.named(id, "name").stream().count()
                + transaction.upload(id, "digest").stream().count());
    }

    private static Synchronization synchronization(long id, long user, Instant usedAt, int lastRound) {
        return new Synchronization(new SynchronizationId(id), new UserId(user), "tasks", usedAt, lastRound);
    }

    private static Round round(SynchronizationId id, int number) {
        return new Round(id, number, number - 1, new Sequence(number), false, 0, 0, 1000L + number);
    }
}
