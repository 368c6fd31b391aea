package io.tidemark.core.changes;

import io.tidemark.core.changes.ResumeKey.Stage;
import io.tidemark.core.directory.Account;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Answers what changed since a date and time (command API 1.4).
///
/// A client keeps the date and time of the last answer and asks for what changed then or later, in whole seconds. So
/// two things must hold for any history:
///
/// * **Nothing is missed.** The time of a chain's first request is handed out only after the log has promised that
/// no later change will carry an earlier one. Whatever the chain does not tell, because it was committed after the
///   chain began, carries that second or a later one, and is in the answer to the next question.
/// * **A chain ends.** It tells what was touched up to the end of the log when it began, and each part goes on
/// behind the last thing told. An object that changes meanwhile leaves the chain for the next question; when
/// everything was asked for, it is told as it was, and again next time.
///
/// * **A lost future is made good.** A date and time from between a backup and its restore says that the device may
/// hold what was lost with the backup: it is told everything, as if it began.
///
/// * **What is forgotten is made good.** Who asks since a time of which it is forgotten what is gone since is told
///   everything that he has, and of every other object that it is gone. Who begins has nothing, or an interrupted first
///   pass, and is told what is gone as far back as that is remembered.
///
/// The promise is one small write, at most one for an account in a second, and none when something was committed in
/// this second already.
///
/// Thread-safe.
public final class ChangeLists {
    /// A part ends after so many objects, or so many bytes.
    public static final PageLimit PART = new PageLimit(2_000, 1024 * 1024);

    private final Storage storage;
    private final PageLimit limit;

    /// Change lists in parts of the usual size.
    public ChangeLists(Storage storage) {
        this(storage, PART);
    }

    /// Change lists in parts of another size.
    public ChangeLists(Storage storage, PageLimit limit) {
        this.storage = storage;
        this.limit = limit;
    }

    /// Begins a chain.
    ///
    /// @param received when the request arrived
    public ChangePart first(Account account, ChangeQuestion question, Instant received) {
        Head head = promised(account, received.truncatedTo(ChronoUnit.SECONDS));
        return storage.read(account.id(), tx -> {
            List<Epoch> lost = lost(tx, question);
            return part(
                    account, question, begin(tx, question, head, lost.stream().findFirst()), lost);
        });
    }

    private static ResumeKey begin(ReadTransaction tx, ChangeQuestion question, Head head, Optional<Epoch> lost) {
        Instant received = head.at().truncatedTo(ChronoUnit.SECONDS);
        Sequence from = lost.isPresent() ? Sequence.ZERO : tx.positionBefore(question.since());
        boolean begins = !question.since().isAfter(Instant.EPOCH);
        if (!begins && lost.isEmpty() && !tx.horizon().remembersGoneSince(from)) {
            return new ResumeKey(
                    head.epoch(), received, Stage.SELECTION, 0, from, head.sequence(), ObjectNumber.BEFORE_ALL);
        }
        if (from.equals(Sequence.ZERO)) {
            Instant gone = lost.map(Epoch::toldSafely)
                    .filter(safely -> safely.isBefore(question.goneSince()))
                    .orElse(question.goneSince());
            Sequence goneFrom = lost.isPresent()
                    ? tx.positionBefore(gone)
                    : later(tx.positionBefore(gone), tx.horizon().departures());
            return new ResumeKey(
                    head.epoch(), received, Stage.SELECTION, 0, goneFrom, head.sequence(), ObjectNumber.BEFORE_ALL);
        }
        return new ResumeKey(head.epoch(), received, Stage.TOUCHED, 0, from, head.sequence(), from.value());
    }

    private static List<Epoch> lost(ReadTransaction tx, ChangeQuestion question) {
        return tx.epochs().stream()
                .filter(epoch -> epoch.mayHaveLost(question.since()))
                .toList();
    }

    private static Sequence later(Sequence one, Sequence other) {
        return one.isAfter(other) ? one : other;
    }

    /// Goes on with a chain.
    ///
    /// @param question the same as that of the part before
    /// @throws SyncException with `RESUME_KEY_MISMATCH` when the key was not given for this question, and with
    ///     `TOKEN_FROM_ANOTHER_EPOCH` when the server was restored from a backup since
    public ChangePart next(Account account, ChangeQuestion question, String resumeKey) {
        ResumeKey resume = new ResumeKeys(account.tokenKey(), question).open(resumeKey);
        return storage.read(account.id(), tx -> {
            Head head = tx.head();
            if (resume.epoch() != head.epoch() || resume.to().isAfter(head.sequence())) {
                throw new SyncException(
                        ErrorCode.TOKEN_FROM_ANOTHER_EPOCH,
                        "The server was restored from a backup since this resume key was given. Ask again without it.");
            }
            return part(account, question, resume, lost(tx, question));
        });
    }

    private ChangePart part(Account account, ChangeQuestion question, ResumeKey resume, List<Epoch> lost) {
        return new ChangePart(storage, account, question, resume, limit, lost);
    }

    /// Promises that no later change carries an earlier second than that of a request, for a list that is read in
    /// another way.
    ///
    /// @param received when the request arrived
    /// @return what the client asks with next time, in whole seconds: that second or a later one
    public Instant promise(Account account, Instant received) {
        return promised(account, received.truncatedTo(ChronoUnit.SECONDS)).at().truncatedTo(ChronoUnit.SECONDS);
    }

    /// The head, once no later change can be stamped before a second.
    private Head promised(Account account, Instant second) {
        Optional<Head> head = storage.read(
                account.id(),
                tx -> Optional.of(tx.head()).filter(now -> !now.at().isBefore(second)));
        return head.orElseGet(() -> storage.write(account.id(), tx -> tx.promise(second)));
    }
}
