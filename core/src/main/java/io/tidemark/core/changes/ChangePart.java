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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One part of a change list. Confined to one thread.
public final class ChangePart {
    private static final int BATCH = 500;
    /// A part looks at no more touches than this, also when they tell nothing, so that its transaction stays short.
    private static final int LOOKS_MAX = 50_000;
    /// So many objects are read ahead of a reader that says itself how much it gathered.
    private static final int GATHERED_BATCH = 100;

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
        return read(tx -> reader);
    }

    /// Reads the part with a reader that may look at other objects.
    ///
    /// @param reading the reader for a transaction; if it is a [Gatherer], the part ends by what that has gathered
    /// @return the resume key of the next part; empty when this was the last
    public Optional<String> read(Function<ReadTransaction, Reader> reading) {
        return storage.<Optional<ResumeKey>>read(account.id(), tx -> new Reading(tx, reading.apply(tx)).from(resume))
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
            if (reader instanceof Gatherer) {
                return gathered(at);
            }
            Optional<ObjectNumber> last = tx.scan(
                    question.principal(), question.type(), at.to(), new ObjectNumber(at.after()), limit, this::present);
            return last.isPresent() ? Optional.of(at.after(last.get().value())) : touches(at.gone());
        }

        /// The selection for a reader that may look at other objects: never inside the scan, which is over by then.
        private Optional<ResumeKey> gathered(ResumeKey begin) {
            ResumeKey at = begin;
            Optional<ObjectNumber> next;
            do {
                List<Scanned> batch = new ArrayList<>();
                next = tx.scan(
                        question.principal(),
                        question.type(),
                        at.to(),
                        new ObjectNumber(at.after()),
                        new PageLimit(GATHERED_BATCH, limit.bytesMax()),
                        (number, version, modifiedAtMillis, body) ->
                                batch.add(new Scanned(number, version, modifiedAtMillis, body)));
                for (Scanned object : batch) {
                    if (isFull()) {
                        return Optional.of(at);
                    }
                    present(object.number, object.version, object.modifiedAtMillis, object.body);
                    at = at.after(object.number);
                }
                at = next.isPresent() ? at.after(next.get().value()) : at;
            } while (next.isPresent());
            return touches(at.gone());
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
            long gathered = reader instanceof Gatherer gatherer ? gatherer.bytes() : bytes;
            return objects >= limit.objectsMax() || gathered >= limit.bytesMax();
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

    /// An object that a scan came upon. Never leaves its part.
    private static final class Scanned {
        private final long number;
        private final long version;
        private final long modifiedAtMillis;
        private final byte[] body;

        Scanned(long number, long version, long modifiedAtMillis, byte[] body) {
            this.number = number;
            this.version = version;
            this.modifiedAtMillis = modifiedAtMillis;
            this.body = body;
        }
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
        void gone(ObjectNumber number, ObjectKey key);
    }
}
