package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import org.junit.jupiter.api.Test;

/// What clients call objects, and what became of their uploads.
interface UploadsContract extends EmptyStorage {
    @Test
    default void aNameBelongsToOneSynchronization() {
        try (Scenario on = Scenario.in(newStorage())) {
            Synchronization phone = synchronization(5, 1, "tasks");
            on.write().putName(phone, "mine", new ObjectNumber(7));

            assertThat(on.read().named(phone.id(), "mine")).contains(new ObjectNumber(7));
            assertThat(on.read().named(phone.id(), "Mine")).isEmpty();
            assertThat(on.read().named(new SynchronizationId(6), "mine")).isEmpty();

            on.write().putName(phone, "mine", new ObjectNumber(8));
            assertThat(on.read().named(phone.id(), "mine")).contains(new ObjectNumber(8));
        }
    }

    @Test
    default void theNameLastGivenByAUsersClientsOfAStreamCounts() {
        try (Scenario on = Scenario.in(newStorage())) {
            Synchronization phone = synchronization(5, 1, "tasks");
            Synchronization tablet = synchronization(4, 1, "tasks");
            on.writing(transaction -> {
                transaction.putName(phone, "mine", new ObjectNumber(7));
                transaction.putName(tablet, "mine", new ObjectNumber(8));
                transaction.putName(synchronization(6, 1, "meetings"), "mine", new ObjectNumber(9));
                transaction.putName(synchronization(8, 2, "tasks"), "mine", new ObjectNumber(10));
            });
            assertThat(on.read().named(new UserId(1), "tasks", "mine")).contains(new ObjectNumber(8));

            on.write().putName(phone, "mine", new ObjectNumber(7));
            assertThat(on.read().named(new UserId(1), "tasks", "mine")).contains(new ObjectNumber(7));
            assertThat(on.read().named(new UserId(1), "tasks", "yours")).isEmpty();
            assertThat(on.read().named(new UserId(3), "tasks", "mine")).isEmpty();
        }
    }

    @Test
    default void anOutcomeIsKeptAsItWas() {
        try (Scenario on = Scenario.in(newStorage())) {
            SynchronizationId phone = new SynchronizationId(5);
            UploadRecord refused = new UploadRecord(
                    phone, "d1", Outcome.Kind.REFUSED, null, Sequence.ZERO, "TM-3001", "Ask the owner.");
            UploadRecord merged = new UploadRecord(
                    phone, "d2", Outcome.Kind.MERGED, new ObjectNumber(3), new Sequence(9), null, null);
            on.writing(transaction -> {
                transaction.putUpload(refused);
                transaction.putUpload(merged);
            });

            assertThat(on.read().upload(phone, "d1")).contains(refused);
            assertThat(on.read().upload(phone, "d2")).contains(merged);
            assertThat(on.read().upload(new SynchronizationId(6), "d1")).isEmpty();
        }
    }

    /// Loss class 26: a retried upload has one effect, so its outcome is written once.
    @Test
    default void lossClass26TheFirstOutcomeOfAnUploadStays() {
        try (Scenario on = Scenario.in(newStorage())) {
            SynchronizationId phone = new SynchronizationId(5);
            UploadRecord first = new UploadRecord(
                    phone, "d", Outcome.Kind.CREATED, new ObjectNumber(3), new Sequence(9), null, null);
            UploadRecord second = new UploadRecord(
                    phone, "d", Outcome.Kind.CREATED, new ObjectNumber(4), new Sequence(10), null, null);
            on.write().putUpload(first);

            assertThatThrownBy(() -> on.write().putUpload(second)).isInstanceOf(IllegalStateException.class);
            assertThat(on.read().upload(phone, "d")).contains(first);
        }
    }

    private static Synchronization synchronization(long id, long user, String stream) {
        return new Synchronization(new SynchronizationId(id), new UserId(user), stream, NOON, 0);
    }
}
