package io.tidemark.core.log;

import io.tidemark.core.object.ObjectNumber;
import java.time.Duration;
import java.time.Instant;

/// A restore from a backup, as an account's log keeps it: what was done after the backup is lost here, but not on the
/// devices that heard of it. Immutable.
///
/// @param number the epoch that began, greater than every earlier one; also than those that began after the backup and
///     were lost, for it is not smaller than the restore's time in seconds
/// @param backedUp the head's instant in the backup: changes that were stamped later are lost
/// @param begin the restore's instant: no change since is stamped earlier
/// @param skipped objects that are made since have greater numbers, so that the number of a lost object never means
///     another one
public record Epoch(long number, Instant backedUp, Instant begin, ObjectNumber skipped) {
    /// So many objects may be lost in an account before a number could mean two of them.
    public static final long NUMBERS_SKIPPED = 1_000_000;

    /// The clocks of servers that share a database are not further apart than this. Cursors that were lost may
    /// be so far ahead of the time at which the epoch begins.
    public static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(15);

    /// A chain of lists that begins before a backup may tell until so much later what was changed after it.
    private static final Duration CHAIN_MAX = Duration.ofHours(1);

    /// Whether a client that was told everything up to an instant may have been told what is lost.
    public boolean mayHaveLost(Instant told) {
        return told.isAfter(toldSafely()) && told.isBefore(begin);
    }

    /// Who was told everything up to this instant, and no more, has nothing that is lost.
    public Instant toldSafely() {
        return backedUp.minus(CHAIN_MAX);
    }

    /// The last number that had been given when the epoch began: greater ones, up to [#skipped], never will
    /// be here, and may have been before.
    public ObjectNumber lastKept() {
        return new ObjectNumber(skipped.value() - NUMBERS_SKIPPED);
    }

    /// The epoch after another.
    ///
    /// @param head the end of the log in the backup
    /// @param last the last number of an object there
    /// @param now the time, in milliseconds
    /// @param intact up to where nothing is lost, in milliseconds; the head's instant, when that is earlier
    public static Epoch after(Head head, ObjectNumber last, Instant now, Instant intact) {
        Instant begin = now.isAfter(head.at()) ? now : head.at();
        return new Epoch(
                Math.max(head.epoch() + 1, now.getEpochSecond()),
                intact.isBefore(head.at()) ? intact : head.at(),
                begin,
                new ObjectNumber(last.value() + NUMBERS_SKIPPED));
    }
}
