package io.tidemark.core.handshake;

import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an answer will tell a device, decided in one view of the account.
///
/// @param epoch the log's epoch
/// @param position the state of the account that is told
/// @param synchronization whose device it is; meaningless for a first answer
/// @param parent the round that the device came from; 0 for a first answer
/// @param usedAt when the synchronization was last used; empty for a first answer
/// @param whole whether the whole selection is told, as new; then `deliveries` holds only what is gone
/// @param selected for a whole answer, how many objects the selection holds
/// @param owed what the round that the device came from owed it when this was decided
/// @param deliveries what is told one by one, by number
/// @param silent objects that changed in nothing the device wants to hear of; a later Sync with another wish
/// looks at them again
/// @param silentNews whether some of the silent ones are not yet remembered by an earlier round
record SyncPlan(
        long epoch,
        Sequence position,
        SynchronizationId synchronization,
        int parent,
        Optional<Instant> usedAt,
        boolean whole,
        long selected,
        Set<ObjectNumber> owed,
        List<Delivery> deliveries,
        List<ObjectNumber> silent,
        boolean silentNews) {

    boolean isFirst() {
        return parent == 0;
    }

    boolean tellsNothing() {
        return !whole && deliveries.isEmpty() && !silentNews;
    }
}
