package io.tidemark.core.storage;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.object.ObjectNumber;
import java.util.List;
import java.util.Optional;

/// What is remembered of synchronizations, for reading. The meaning of all this is in
/// [io.tidemark.core.handshake].
public interface HandshakeReader {
    /// The synchronization with this id.
    Optional<Synchronization> synchronization(SynchronizationId id);

    /// The synchronizations of a user, newest use first, then by id.
    List<Synchronization> synchronizations(UserId user, int limit);

    /// The rounds that are kept of a synchronization, by number.
    List<Round> rounds(SynchronizationId id);

    /// What the device showed that it holds of one object, newest round first.
    List<Holding> holdings(SynchronizationId id, ObjectNumber number);

    /// The same for a range of objects (both ends included), by object, then newest round first.
    List<Holding> holdings(SynchronizationId id, ObjectNumber from, ObjectNumber to);

    /// Whether the device ever showed that it holds anything.
    boolean hasHoldings(SynchronizationId id);

    /// Objects that a round owes the device, ascending, beginning after `after`.
    List<ObjectNumber> pending(SynchronizationId id, int round, ObjectNumber after, int limit);

    /// The object that a client calls by this name within one synchronization.
    Optional<ObjectNumber> named(SynchronizationId id, String clientId);

    /// The object that the user's clients of a stream call by this name in any synchronization; the latest given
    /// if several do.
    Optional<ObjectNumber> named(UserId user, String stream, String clientId);

    /// What became of an upload, if it was seen before.
    Optional<UploadRecord> upload(SynchronizationId id, String digest);
}
