package io.tidemark.core.storage;

import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What is remembered of synchronizations, for writing.
public interface HandshakeWriter {
    /// Keeps other transactions that lock the same synchronization out until this one ends, whether it exists or
    /// not.
    void lock(SynchronizationId id);

    /// Adds a synchronization, or replaces what is known of it.
    void putSynchronization(Synchronization synchronization);

    /// Adds a round, or replaces the one with the same number.
    void putRound(Round round);

    /// Forgets rounds and what they owe.
    void dropRounds(SynchronizationId id, Set<Integer> rounds);

    /// Adds objects to what a round owes; those it already owes stay.
    void addPending(SynchronizationId id, int round, List<ObjectNumber> numbers);

    /// Takes an object from what a round owes, if it is there.
    ///
    /// @return whether it was there
    boolean removePending(SynchronizationId id, int round, ObjectNumber number);

    /// Records what a device showed that it holds, replacing what it showed of the same object in the same round,
    /// and forgets rows of that object from rounds before `floor` that a newer row, itself not after `floor`, has
    /// replaced.
    void putHolding(Holding holding, int floor);

    /// Forgets what was shown in certain rounds.
    void dropHoldings(SynchronizationId id, Set<Integer> rounds);

    /// Gives an object a name of the client's; a name that another object had moves to this one.
    void putName(Synchronization synchronization, String clientId, ObjectNumber number);

    /// Forgets synchronizations that were last used before an instant, with all that belongs to them (rounds,
    /// holdings, names, uploads), longest unused first, at most `limit` of them. What is kept for a user as a whole
    /// (negative ids) stays: it names things that stay, such as busy slots.
    ///
    /// @return how many were forgotten
    int forgetSynchronizationsBefore(Instant instant, int limit);

    /// Keeps the outcome of an upload. The first one stays: a second record under the same digest is a defect of
    /// the caller and throws `IllegalStateException`.
    void putUpload(UploadRecord upload);
}
