package io.tidemark.storage.contract;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A work that writes something of every kind, of which nothing may be left when it fails anywhere. There must be an
/// object with the id `a`.
public final class WriteFixture {
    private static final Principal ANN = new Principal("u1");
    private static final Principal BOB = new Principal("u2");
    /// Whose state is kept.
    public static final Synchronization PHONE =
            new Synchronization(new SynchronizationId(3), new UserId(1), "tasks", Scenario.NOON, 1);

    private WriteFixture() {}

    /// Changes one object and makes another, and keeps what belongs to them.
    public static void everyKind(WriteTransaction transaction) {
        StoredObject stored =
                transaction.lock(new ObjectKey(Scenario.TASK, "a")).orElseThrow();
        transaction.append(
                List.of(change("a", ChangeKind.CHANGED, stored, BOB), change("b", ChangeKind.CREATED, null, ANN)),
                Scenario.NOON);
        transaction.putSynchronization(PHONE);
        transaction.addPending(PHONE.id(), 1, List.of(new ObjectNumber(1)));
        transaction.putHolding(
                new Holding(PHONE.id(), new ObjectNumber(2), 1, Holding.State.CONFIRMED, new Sequence(3), "c", null),
                1);
        transaction.putName(PHONE, "x", new ObjectNumber(2));
        transaction.putUpload(new UploadRecord(
                PHONE.id(), "x", Outcome.Kind.CREATED, new ObjectNumber(2), new Sequence(3), null, null));
    }

    /// A change of an object.
    public static Change change(String id, ChangeKind kind, @Nullable StoredObject previous, Principal audience) {
        return Change.of(
                new ObjectKey(Scenario.TASK, id),
                kind,
                previous,
                new Change.State(new byte[] {1}, false, Set.of(audience), List.of()),
                Set.of("title"),
                new Origin(null, null, "test", null));
    }
}
