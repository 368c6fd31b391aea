package io.tidemark.core.follow;

import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What a follower does about entries of the log. Must be as thread-safe as its follower is driven: entries of
/// one account come one batch after the other, those of different accounts may come at the same time.
///
/// A batch is never empty, holds only entries that [#concerns] wants, in the order of the log, and may come
/// again: after a crash, after an exception, and where the work said that it did not finish it.
public sealed interface LogWork {
    /// Whether there is something to do about an entry. Cheap, always the same answer for the same entry, and
    /// no exception: entries for which the answer is no are passed over in memory.
    boolean concerns(LogEntry entry);

    /// Work that has effects outside the storage. It runs in no transaction and may take its time. An effect
    /// whose bookmark could not be kept is repeated: at least once, never lost.
    non-sealed interface Outside extends LogWork {
        /// Works on a batch, or on the beginning of it.
        ///
        /// @param account whose log it is
        /// @param from where the follower is
        /// @param entries what comes after it
        /// @return how far it came. An exception means: not at all
        Progress work(AccountId account, Bookmark from, List<LogEntry> entries);
    }

    /// Work whose effects are in the same account. It runs in the transaction that moves the bookmark, so each
    /// effect happens exactly once. It has to be short: what one entry asks for in many objects is done in
    /// parts, with [Bookmark#place] telling where the next part begins.
    non-sealed interface Inside extends LogWork {
        /// Works on a batch, or on the beginning of it; as for [Outside#work], in a transaction, and with the
        /// same rules as any work of a storage.
        ///
        /// @param account whose log it is
        Progress work(AccountId account, WriteTransaction transaction, Bookmark from, List<LogEntry> entries);
    }

    /// How far a work came.
    ///
    /// @param bookmark never before where it began, never after the last entry of the batch
    /// @param pause how long to wait before the next step; zero to go on at once, which is only for a bookmark
    ///     that moved
    /// @param alongside what is written together with the bookmark, in its transaction; for work outside the
    ///     storage
    record Progress(Bookmark bookmark, Duration pause, Consumer<WriteTransaction> alongside) {
        public Progress {
            if (pause.isNegative()) {
                throw new IllegalArgumentException("a pause is never negative");
            }
        }

        /// Everything up to here is done.
        public static Progress to(Bookmark bookmark) {
            return after(bookmark, Duration.ZERO);
        }

        /// Everything up to here is done, and the next step should come after a pause.
        public static Progress after(Bookmark bookmark, Duration pause) {
            return new Progress(bookmark, pause, transaction -> {});
        }

        /// The same, with something to write in the bookmark's transaction.
        public Progress with(Consumer<WriteTransaction> written) {
            return new Progress(bookmark, pause, written);
        }
    }
}
