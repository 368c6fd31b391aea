package io.tidemark.core.changes;

import io.tidemark.core.directory.Account;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One part of a change list. Confined to one thread.
public final class ChangePart {
    private final Storage storage;
    private final Account account;
    private final ChangeQuestion question;
    private final ResumeKey resume;
    private final PageLimit limit;
    private final List<Epoch> lost;

    ChangePart(
            Storage storage,
            Account account,
            ChangeQuestion question,
            ResumeKey resume,
            PageLimit limit,
            List<Epoch> lost) {
        this.storage = storage;
        this.account = account;
        this.question = question;
        this.resume = resume;
        this.limit = limit;
        this.lost = lost;
    }

    /// When the first request of the chain arrived, in whole seconds: what the client asks with next time.
    public Instant received() {
        return resume.received();
    }

    /// The position of the log up to which the chain tells.
    public Sequence to() {
        return resume.to();
    }

    /// The restores from a backup that lost what the client may have been told, by their numbers; usually
    /// none. The chain tells everything as it is now, and what the client holds with a number after the
    /// [Epoch#lastKept] of one of them, up to its [Epoch#skipped], is lost.
    public List<Epoch> lost() {
        return lost;
    }

    /// Reads the part.
    ///
    /// @param reader takes the objects, inside a transaction of the storage: it may gather bytes and nothing else
    /// @return the resume key of the next part; empty when this was the last
    public Optional<String> read(Reader reader) {
        return read(tx -> reader);
    }

    /// Reads the part with a reader that may look at other objects.
    ///
    /// @param reading the reader for a transaction; if it is a [Gatherer], the part ends by what that has gathered
    /// @return the resume key of the next part; empty when this was the last
    public Optional<String> read(Function<ReadTransaction, Reader> reading) {
        return storage.<Optional<ResumeKey>>read(
                        account.id(),
                        tx -> new PartReading(tx, question, resume, limit, reading.apply(tx)).from(resume))
                .map(new ResumeKeys(account.tokenKey(), question)::write);
    }

    /// A reader that adds to the objects what belongs to them.
    public interface Gatherer extends Reader {
        /// How many bytes it has gathered so far: the part ends after the object with which they reach the limit.
        long bytes();
    }

    /// Takes what a part tells.
    public interface Reader {
        /// An object that is in the selection.
        ///
        /// @param number its [ObjectNumber]
        /// @param version its version
        /// @param modifiedAtMillis the commit instant of that version
        /// @param body its bytes; not to be changed
        void present(long number, long version, long modifiedAtMillis, byte[] body);

        /// An object that was deleted or left the selection.
        void gone(ObjectNumber number);
    }
}
