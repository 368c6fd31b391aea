package io.tidemark.core.handshake;

import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.List;

/// Ends tokens that nobody has gone on from for long, so that they do not hold back what may be forgotten (ADR 0036).
/// The newest token of each synchronization stays, however old.
public final class OldRounds {
    private OldRounds() {}

    /// Forgets rounds of a synchronization that were made before an instant, and what was shown on branches that end
    /// with them.
    ///
    /// @return how many
    public static int endBefore(WriteTransaction tx, SynchronizationId id, Instant instant) {
        tx.lock(id);
        List<Round> rounds = tx.rounds(id);
        if (rounds.isEmpty()) {
            return 0;
        }
        Lineage.Pruning pruning = Lineage.of(rounds, rounds.getLast().number()).pruning(instant);
        tx.dropRounds(id, pruning.rounds());
        tx.dropHoldings(id, pruning.holdings());
        return pruning.rounds().size();
    }
}
