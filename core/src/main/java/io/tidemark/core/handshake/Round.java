package io.tidemark.core.handshake;

import io.tidemark.core.log.Sequence;

/// An answer of Sync that told the device something, and what it still owes the device.
///
/// A round never changes what it delivered: that is the difference between the selection at [#position] and what the
/// device had shown before it. Only what it owes shrinks, with every
/// confirmation.
///
/// @param synchronization whose round it is
/// @param number 1, 2, 3 …
/// @param parent the round whose token the device came with; 0 for a first one
/// @param position the state of the account that was delivered
/// @param whole true when it delivered the whole selection to a device of which nothing was known; then what it owes is
/// not listed, only counted, and pending rows hold exceptions
/// @param owed for a whole round, how many delivered objects were not yet confirmed; 0 otherwise
/// @param detection which properties took part in change detection, as bits that the stream's protocol defines
/// @param madeAtMillis when it was made, epoch milliseconds
public record Round(
        SynchronizationId synchronization,
        int number,
        int parent,
        Sequence position,
        boolean whole,
        long owed,
        int detection,
        long madeAtMillis) {
    /// This round with another count of what it owes.
    public Round owing(long count) {
        return new Round(synchronization, number, parent, position, whole, count, detection, madeAtMillis);
    }
}
