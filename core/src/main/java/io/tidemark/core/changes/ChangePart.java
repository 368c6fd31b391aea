package io.tidemark.core.changes;

import io.tidemark.core.changes.ResumeKey.Stage;
import io.tidemark.core.directory.Account;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One part of a change list. Confined to one thread.
public final class ChangePart {
    private static final int BATCH = 500;
    /// A part looks at no more touches than this, also when they tell nothing, so that its transaction stays short.
    private static final int LOOKS_MAX = 50_000;

    private final Storage storage;
    private final Account account;
    private final ChangeQuestion question;
    private final ResumeKey resume;
    private final PageLimit limit;

    ChangePart(Storage storage, Account account, ChangeQuestion question, ResumeKey resume, PageLimit limit) {
        this.storage = storage;
        this.account = account;
        this.question = question;
        this.resume = resume;
        this.limit = limit;
    }

    /// When the first request of the chain arrived, in whole seconds: what the client asks with next time.
    public Instant received() {
        return resume.received();
    }

    /// Reads the part.
    ///
    /// @param reader takes the objects, inside a transaction of the storage: it may gather bytes and nothing else
    /// @return the resume key of the next part; empty when this was the last
    public Optional<String> read(Reader reader) {
        return storage.<Optional<ResumeKey>>read(account.id(), tx -> new Reading(tx, reader).from(resume))
                .map(new ResumeKeys(account.tokenKey(), question)::write);
    }

    /// One part in one transaction.
    private final class Reading {
        private final ReadTransaction tx;
        private final Reader reader;
        private int objects;
        private long bytes;
        private int looks;

        Reading(ReadTransaction tx, Reader reader) {
            this.tx = tx;
            this.reader = reader;
        }

        Optional<ResumeKey> from(ResumeKey at) {
            if (at.stage() != Stage.SELECTION) {
                return touches(at);
            }
            Optional<ObjectNumber> last = tx.scan(
                    question.principal(), question.type(), at.to(), new ObjectNumber(at.after()), limit, this::present);
            return last.isPresent() ? Optional.of(at.after(last.get().value())) : touches(at.gone());
        }

        /// Objects that were touched, as they are now: what was touched after the chain began is not among them.
        private Optional<ResumeKey> touches(ResumeKey begin) {
            ResumeKey at = begin;
            List<ReadTransaction.Touch> page;
            do {
                page = tx.touched(question.principal(), question.type(), new Sequence(at.after()), BATCH);
                for (ReadTransaction.Touch touch : page) {
                    if (touch.at().isAfter(at.to())) {
                        return Optional.empty();
                    }
                    boolean told = !touch.selected() || at.stage() == Stage.TOUCHED;
                    if (looks >= LOOKS_MAX || (told && isFull())) {
                        return Optional.of(at);
                    }
                    looks++;
                    if (told) {
                        tell(touch);
                    }
                    at = at.after(touch.at().value());
                }
            } while (page.size() == BATCH);
            return Optional.empty();
        }

        private boolean isFull() {
            return objects >= limit.objectsMax() || bytes >= limit.bytesMax();
        }

        private void tell(ReadTransaction.Touch touch) {
            StoredObject object = tx.object(touch.number()).orElseThrow();
            if (touch.selected()) {
                present(
                        object.number().value(),
                        object.version().value(),
                        object.modifiedAt().toEpochMilli(),
                        object.body());
            } else {
                objects++;
                reader.gone(object.number(), object.key());
            }
        }

        private void present(long number, long version, long modifiedAtMillis, byte[] body) {
            objects++;
            bytes += body.length;
            reader.present(number, version, modifiedAtMillis, body);
        }
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
        void gone(ObjectNumber number, ObjectKey key);
    }
}
