package io.tidemark.core.follow;

import io.tidemark.core.log.Head;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A named reader of accounts' logs that works on every entry that concerns it, in order, and keeps how far it
/// has come.
///
/// A follower is driven: each [#step] does a bounded piece of work and says whether there is more. It has no
/// thread and no clock. After a crash it goes on where it was: nothing is passed over, and only work outside
/// the storage can be repeated ([LogWork]).
///
/// Entries that do not concern it cost no write: they are passed over in memory, and the bookmark follows after
/// [#PASSED_OVER_MAX] of them. So a start reads at most so many entries twice.
///
/// Thread-safe, but steps of one account must come one after the other. Where two servers step the same
/// account, the one that is late notices that the bookmark has moved, and keeps nothing; work outside the
/// storage may then be done twice.
public final class LogFollower {
    /// The longest name, in characters.
    public static final int NAME_CHARACTERS_MAX = 100;

    /// Entries in one batch. An entry carries the body it replaced, at most some hundred kilobytes, so this is
    /// also a bound on memory.
    static final int ENTRIES_MAX = 50;

    /// Entries that may be passed over before the bookmark is moved.
    static final long PASSED_OVER_MAX = 1_000;

    private final Storage storage;
    private final String name;
    private final LogWork work;
    private final boolean everywhere;
    private final Map<AccountId, Seen> seen = new ConcurrentHashMap<>();

    private LogFollower(Storage storage, String name, LogWork work, boolean everywhere) {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("a follower has a short name");
        }
        this.storage = storage;
        this.name = name;
        this.work = work;
        this.everywhere = everywhere;
    }

    /// A follower of every account, from the beginning of its log.
    ///
    /// @param name under which bookmarks are kept, at most [#NAME_CHARACTERS_MAX] characters; never changes
    public static LogFollower ofEveryAccount(Storage storage, String name, LogWork work) {
        return new LogFollower(storage, name, work, true);
    }

    /// A follower of the accounts that have a bookmark of this name, from there. Who removes the bookmark ends
    /// it.
    ///
    /// @param name as above
    public static LogFollower whereBookmarked(Storage storage, String name, LogWork work) {
        return new LogFollower(storage, name, work, false);
    }

    /// The name under which its bookmarks are kept.
    public String name() {
        return name;
    }

    /// Works on the next batch of an account's log, if there is one.
    ///
    /// @throws RuntimeException what the work or the storage throws; the bookmark is as before, and a later
    ///     step tries the same batch again
    public Step step(AccountId account) {
        Optional<Batch> read = readBatch(account);
        if (read.isEmpty()) {
            seen.remove(account);
            return Step.notFollowed();
        }
        Batch batch = read.get();
        if (batch.entries().isEmpty()) {
            return Step.done();
        }
        List<LogEntry> concerning =
                batch.entries().stream().filter(work::concerns).toList();
        return concerning.isEmpty() ? passOver(account, batch) : work(account, batch, concerning);
    }

    private Optional<Batch> readBatch(AccountId account) {
        Seen before = seen.get(account);
        return storage.read(account, tx -> {
            Optional<Bookmark> kept = tx.bookmark(name);
            if (kept.isEmpty() && !everywhere) {
                return Optional.empty();
            }
            Bookmark from = kept.orElse(Bookmark.BEGINNING);
            Head head = tx.head();
            Sequence after = before != null && before.isOf(from, head) ? before.passed() : from.at();
            return Optional.of(new Batch(kept, after, tx.log(after, ENTRIES_MAX), head));
        });
    }

    private Step passOver(AccountId account, Batch batch) {
        Sequence last = batch.last();
        if (last.value() - batch.from().at().value() < PASSED_OVER_MAX) {
            seen.put(account, new Seen(batch.from(), last, batch.head().epoch()));
            return more(batch, last);
        }
        return keep(account, batch, LogWork.Progress.to(Bookmark.after(last)));
    }

    private Step work(AccountId account, Batch batch, List<LogEntry> concerning) {
        return switch (work) {
            case LogWork.Outside outside ->
                keep(account, batch, wholeBatch(batch, concerning, outside.work(account, batch.from(), concerning)));
            case LogWork.Inside inside -> workInside(account, batch, concerning, inside);
        };
    }

    private Step workInside(AccountId account, Batch batch, List<LogEntry> concerning, LogWork.Inside inside) {
        Optional<LogWork.Progress> progress = storage.write(account, tx -> {
            if (!tx.bookmark(name).equals(batch.kept())) {
                return Optional.empty();
            }
            LogWork.Progress made = wholeBatch(batch, concerning, inside.work(account, tx, batch.from(), concerning));
            made.alongside().accept(tx);
            tx.putBookmark(name, made.bookmark());
            return Optional.of(made);
        });
        return progress.map(made -> after(account, batch, made)).orElseGet(Step::notFollowed);
    }

    private Step keep(AccountId account, Batch batch, LogWork.Progress progress) {
        boolean kept = storage.write(account, tx -> moveBookmark(tx, batch, progress));
        return kept ? after(account, batch, progress) : Step.notFollowed();
    }

    private boolean moveBookmark(WriteTransaction tx, Batch batch, LogWork.Progress progress) {
        boolean ours = tx.bookmark(name).equals(batch.kept());
        if (ours) {
            progress.alongside().accept(tx);
            tx.putBookmark(name, progress.bookmark());
        }
        return ours;
    }

    /// A work that did all that concerns it has also done what comes after that in the batch.
    private static LogWork.Progress wholeBatch(Batch batch, List<LogEntry> concerning, LogWork.Progress progress) {
        Bookmark reached = progress.bookmark();
        if (batch.from().at().isAfter(reached.at()) || reached.at().isAfter(batch.last())) {
            throw new IllegalStateException("a follower's work came out somewhere outside its batch");
        }
        if (reached.equals(batch.from()) && progress.pause().isZero()) {
            throw new IllegalStateException("a follower's work that did nothing asks for a pause");
        }
        boolean all = reached.equals(Bookmark.after(concerning.getLast().sequence()));
        return all
                ? new LogWork.Progress(Bookmark.after(batch.last()), progress.pause(), progress.alongside())
                : progress;
    }

    private Step after(AccountId account, Batch batch, LogWork.Progress progress) {
        seen.remove(account);
        Sequence reached = progress.bookmark().at();
        return progress.pause().isZero() ? more(batch, reached) : Step.later(progress.pause(), batch.behind(reached));
    }

    private static Step more(Batch batch, Sequence reached) {
        long behind = batch.behind(reached);
        return behind == 0 ? Step.done() : Step.again(behind);
    }

    /// What a step read.
    ///
    /// @param kept the bookmark as the storage has it
    /// @param after the entry after which the batch begins; later than the bookmark when some were passed over
    /// @param entries the batch
    /// @param head the end of the log
    private record Batch(Optional<Bookmark> kept, Sequence after, List<LogEntry> entries, Head head) {
        Bookmark from() {
            return kept.orElse(Bookmark.BEGINNING);
        }

        Sequence last() {
            return entries.getLast().sequence();
        }

        long behind(Sequence reached) {
            return head.sequence().value() - reached.value();
        }
    }

    /// Entries that were passed over in memory.
    ///
    /// @param kept the bookmark as it was then
    /// @param passed the last of them
    /// @param epoch in which they were: in another one the same numbers are other entries
    private record Seen(Bookmark kept, Sequence passed, long epoch) {
        boolean isOf(Bookmark now, Head head) {
            return kept.equals(now) && epoch == head.epoch();
        }
    }
}
