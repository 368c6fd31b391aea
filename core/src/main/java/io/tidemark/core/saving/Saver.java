package io.tidemark.core.saving;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.core.storage.WriteTransaction.Appended;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Saves objects (command API 1.3, Q6, Q7). Of two writers of one field the later wins; what it replaced stays in the
/// log. Fields that are not said keep their value, so writers of different fields do not disturb each other.
///
/// A save under a client id has one effect, however often it arrives: a copy gets the first outcome, and the object as
/// it is now.
///
/// Thread-safe.
public final class Saver {
    private final Storage storage;
    private final ObjectTypes types;
    private final InstantSource clock;
    private final IdSource ids;

    /// @param storage where everything is kept
    /// @param types the types that can be saved
    /// @param clock the server's clock
    /// @param ids new identifiers
    public Saver(Storage storage, ObjectTypes types, InstantSource clock, IdSource ids) {
        this.storage = storage;
        this.types = types;
        this.clock = clock;
        this.ids = ids;
    }

    /// Saves one object in one transaction.
    public Saved save(Account account, User actor, Save save) {
        return storage.write(account.id(), tx -> new Run(tx, account, actor, save).decide());
    }

    /// One save in one transaction.
    private final class Run {
        private final WriteTransaction tx;
        private final ZoneId zone;
        private final User actor;
        private final Save save;
        private final ObjectType type;
        private final Instant now;
        private final SynchronizationId saves;

        Run(WriteTransaction tx, Account account, User actor, Save save) {
            this.tx = tx;
            this.zone = account.zone();
            this.actor = actor;
            this.save = save;
            this.type = types.get(save.type());
            this.now = clock.instant();
            this.saves = SynchronizationId.savesOf(actor.id());
        }

        Saved decide() {
            if (save.clientId() != null) {
                tx.lock(saves);
                Optional<UploadRecord> earlier = tx.upload(saves, save.clientId());
                if (earlier.isPresent()) {
                    return repeat(earlier.get());
                }
            }
            ObjectNumber number = save.number();
            if (number == null) {
                return store(new ObjectKey(save.type(), ids.objectId()), null);
            }
            return tx.object(number)
                    .filter(object -> object.key().type().equals(save.type()))
                    .flatMap(object -> tx.lock(object.key()))
                    .filter(object -> !object.deleted())
                    .map(object -> store(object.key(), object))
                    .orElseGet(() -> keep(new Saved.NotThere(number), Outcome.Kind.IGNORED, number, Sequence.ZERO));
        }

        private Saved store(ObjectKey key, @Nullable StoredObject before) {
            Fields then = before == null ? Fields.NONE : type.fields(before.body());
            Fields wanted = then.patchedBy(save.content());
            RuleContext context = new RuleContext(actor, now, zone, tx, ids);
            Ruling ruling = before == null ? type.create(wanted, context) : type.change(then, wanted, context);
            return switch (ruling) {
                case Ruling.Accepted(Fields fields) -> accept(key, before, then, fields);
                case Ruling.Refused(ErrorCode code, String sentence) -> refuse(key, then, wanted, code, sentence);
                case Ruling.Stands(String sentence) -> refuse(key, then, wanted, ErrorCode.RULE_FORBIDS, sentence);
            };
        }

        private Saved accept(ObjectKey key, @Nullable StoredObject before, Fields then, Fields fields) {
            if (before != null && fields.equals(then)) {
                return keep(new Saved.Stored(before, false), Outcome.Kind.CONFIRMED, before.number(), before.version());
            }
            Change.State state =
                    new Change.State(type.body(fields), false, type.audience(fields, tx), type.spans(fields, tx));
            Appended.Entry entry = append(Change.of(
                    key,
                    before == null ? ChangeKind.CREATED : ChangeKind.CHANGED,
                    before,
                    state,
                    fields.differingFrom(then),
                    origin()));
            StoredObject after =
                    tx.object(Objects.requireNonNull(entry.number())).orElseThrow();
            return keep(
                    new Saved.Stored(after, before == null),
                    before == null ? Outcome.Kind.CREATED : Outcome.Kind.APPLIED,
                    after.number(),
                    after.version());
        }

        private Saved refuse(ObjectKey key, Fields then, Fields wanted, ErrorCode code, String sentence) {
            append(Change.notTaken(
                    key,
                    ChangeKind.REFUSED,
                    wanted.differingFrom(then),
                    origin(),
                    type.body(wanted),
                    code.code() + " " + sentence));
            if (save.clientId() != null) {
                tx.putUpload(new UploadRecord(
                        saves,
                        save.clientId(),
                        Outcome.Kind.REFUSED,
                        save.number(),
                        Sequence.ZERO,
                        code.code(),
                        sentence));
            }
            return new Saved.Refused(code, sentence);
        }

        private Appended.Entry append(Change change) {
            return tx.append(List.of(change), now).entries().getFirst();
        }

        private Origin origin() {
            return new Origin(actor.id(), null, save.call(), save.clientId());
        }

        private Saved keep(Saved saved, Outcome.Kind kind, ObjectNumber number, Sequence version) {
            if (save.clientId() != null) {
                tx.putUpload(new UploadRecord(saves, save.clientId(), kind, number, version, null, null));
            }
            return saved;
        }

        private Saved repeat(UploadRecord earlier) {
            String code = earlier.code();
            ObjectNumber number = earlier.number();
            if (code != null) {
                return new Saved.Refused(ErrorCode.of(code), Objects.requireNonNullElse(earlier.message(), ""));
            }
            if (number == null) {
                throw new IllegalStateException("a save that was not refused has an object");
            }
            boolean created = earlier.kind() == Outcome.Kind.CREATED;
            return tx.object(number)
                    .filter(object -> !object.deleted() && earlier.kind() != Outcome.Kind.IGNORED)
                    .<Saved>map(object -> new Saved.Stored(object, created))
                    .orElseGet(() -> new Saved.NotThere(number));
        }
    }
}
