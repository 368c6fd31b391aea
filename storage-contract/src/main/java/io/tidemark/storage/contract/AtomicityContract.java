package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.changeOf;
import static io.tidemark.storage.contract.Scenario.created;
import static io.tidemark.storage.contract.Scenario.key;
import static io.tidemark.storage.contract.Scenario.numbers;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.WriteTransaction;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A work happens whole or not at all.
interface AtomicityContract extends EmptyStorage {
    @Test
    default void aWorkThatThrowsLeavesNothing() {
        try (Scenario on = Scenario.in(newStorage())) {
            everything(on);
            List<String> before = RandomHistory.everythingReadable(on);
            IllegalArgumentException thrown = new IllegalArgumentException("half-way");

            assertThatThrownBy(() -> on.writing(transaction -> {
                        furtherChanges(transaction);
                        throw thrown;
                    }))
                    .as("what a work throws passes as it is")
                    .isSameAs(thrown);

            assertThat(RandomHistory.everythingReadable(on)).isEqualTo(before);
            on.writing(AtomicityContract::furtherChanges);
            assertThat(RandomHistory.everythingReadable(on)).isNotEqualTo(before);
        }
    }

    @Test
    default void anErrorInAWorkLeavesNothing() {
        try (Scenario on = Scenario.in(newStorage())) {
            AssertionError thrown = new AssertionError("a defect");

            assertThatThrownBy(() -> on.writing(transaction -> {
                        transaction.append(List.of(created("a", "1", ANN)), NOON);
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(on.read().object(key("a"))).isEmpty();
            assertThat(on.create("b", "1", ANN)).isEqualTo(new Sequence(1));
            assertThat(on.number("b")).as("a number is not lost").isEqualTo(new ObjectNumber(1));
        }
    }

    @Test
    default void aTransactionDoesNotOutliveItsWork() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            AtomicReference<ReadTransaction> reader = new AtomicReference<>();
            AtomicReference<WriteTransaction> writer = new AtomicReference<>();
            on.read(transaction -> {
                reader.set(transaction);
                return true;
            });
            on.writing(writer::set);

            assertThatThrownBy(() -> reader.get().head()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.get().append(List.of(created("b", "1", ANN)), NOON))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void aWorkMustNotRunAnother() {
        try (Scenario on = Scenario.in(newStorage())) {
            assertThatThrownBy(() -> on.read(outer -> on.read(inner -> true)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> on.write(outer -> on.write(inner -> true)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> on.write(outer -> on.read(inner -> true)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(on.create("a", "1", ANN)).isEqualTo(new Sequence(1));
        }
    }

    private static void everything(Scenario on) {
        on.create("a", "1", ANN);
        on.create("b", "1", ANN, BOB);
        Synchronization phone = phone();
        on.writing(transaction -> {
            transaction.addUser(new User(new UserId(1), "w1", "Ann", "ann@acme.test", "", true, false));
            transaction.putSynchronization(phone);
            transaction.putRound(new Round(phone.id(), 1, 0, new Sequence(2), false, 0, 0, 5));
            transaction.addPending(phone.id(), 1, numbers(1, 2));
            transaction.putHolding(holding(1), 0);
        });
    }

    private static void furtherChanges(WriteTransaction transaction) {
        StoredObject a = transaction.lock(key("a")).orElseThrow();
        StoredObject b = transaction.lock(key("b")).orElseThrow();
        Synchronization phone = phone();
        transaction.addUser(new User(new UserId(1), "w2", "Bob", "bob@acme.test", "", true, false));
        transaction.setPasswordHash(new UserId(1), "hash");
        transaction.addTeam("Team", Set.of(new UserId(1)));
        transaction.append(
                List.of(
                        created("c", "3", ANN),
                        changeOf("a", ChangeKind.CHANGED, a, state("2", BOB)),
                        changeOf("b", ChangeKind.DELETED, b, Change.State.GONE)),
                NOON.plusSeconds(1));
        transaction.putHolding(holding(2), 2);
        transaction.removePending(phone.id(), 1, new ObjectNumber(1));
        transaction.putName(phone, "name", new ObjectNumber(3));
        transaction.putUpload(new UploadRecord(
                phone.id(), "digest", Outcome.Kind.CREATED, new ObjectNumber(3), new Sequence(3), null, null));
        transaction.dropRounds(phone.id(), Set.of(1));
        transaction.startEpoch(NOON);
    }

    private static Synchronization phone() {
        return new Synchronization(new SynchronizationId(5), new UserId(1), "tasks", NOON, 1);
    }

    private static Holding holding(int round) {
        return new Holding(
                new SynchronizationId(5),
                new ObjectNumber(1),
                round,
                Holding.State.CONFIRMED,
                new Sequence(round),
                null,
                null);
    }
}
