package io.tidemark.core.saving;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.draft.Draft.Numbers;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Saves objects (command API 1.3, Q6, Q7). Of two writers of one field the later wins; what it replaced stays
/// in the log. Fields that are not said keep their value, so writers of different fields do not disturb each
/// other.
///
/// A save under a client id has one effect, however often it arrives: a copy gets the first outcome, and the
/// object as it is now.
///
/// Thread-safe.
public final class Saver {
    /// Stands where rules ask who acts.
    private static final User OPERATOR =
            new User(new UserId(Long.MAX_VALUE), "operator", "operator", "operator", "", false, false);

    private final Storage storage;
    private final AccountTypes types;
    private final InstantSource clock;
    private final IdSource ids;

    /// @param storage where everything is kept
    /// @param types the types that can be saved in every account
    /// @param clock the server's clock
    /// @param ids new identifiers
    public Saver(Storage storage, ObjectTypes types, InstantSource clock, IdSource ids) {
        this(storage, AccountTypes.same(types), clock, ids);
    }

    /// @param storage where everything is kept
    /// @param types the types that can be saved
    /// @param clock the server's clock
    /// @param ids new identifiers
    public Saver(Storage storage, AccountTypes types, InstantSource clock, IdSource ids) {
        this.storage = storage;
        this.types = types;
        this.clock = clock;
        this.ids = ids;
    }

    /// Saves one object.
    public Saved save(Account account, User actor, SaveCall call, Save save) {
        return run(account, actor, call, saving -> saving.save(save));
    }

    /// Saves one object or several in one transaction.
    public Saved run(Account account, User actor, SaveCall call, SavingWork work) {
        return storage.write(account.id(), tx -> new Run(tx, account, actor, call).decide(work));
    }

    /// Changes what there is to change, in one transaction: for calls that are not about one object. What is not
    /// there is a refusal too.
    ///
    /// @return why nothing was changed; empty when it was done
    public Optional<Saved.Refused> change(Account account, User actor, String call, Consumer<Saving> work) {
        return change(account, actor, new SaveCall(call, null), work);
    }

    /// The same for a call that may have come with a login.
    public Optional<Saved.Refused> change(Account account, User actor, SaveCall call, Consumer<Saving> work) {
        return storage.write(account.id(), tx -> new Run(tx, account, actor, call).change(work));
    }

    /// Changes objects for an operator of the server, who is no user of the account.
    ///
    /// @param call what to call this in the log
    /// @param work what is done; nothing of it happens when it throws
    /// @return what the work made
    /// @throws SyncException when a rule forbids it
    public <T> T operate(Account account, String call, Function<Saving, T> work) {
        return storage.write(account.id(), tx -> {
            Run run = new Run(tx, account, OPERATOR, new SaveCall(call, null), new Origin(null, null, call, null));
            try {
                T made = work.apply(run.saving());
                run.draft.append();
                return made;
            } catch (SaveRefused refused) {
                throw switch (refused.why()) {
                    case SaveRefused.Why.NotThere(ObjectNumber _) ->
                        new SyncException(ErrorCode.RULE_FORBIDS, "An object is not there.");
                    case SaveRefused.Why.ByRule byRule -> new SyncException(byRule.code(), byRule.sentence());
                };
            }
        });
    }

    /// Saves objects that have nothing to do with each other in one transaction: one that is refused holds up
    /// no other, and leaves nothing in the log.
    ///
    /// @param saves not more than a few thousand
    /// @return what became of each, in order
    public List<Saved> saveAll(Account account, User actor, String call, List<Save> saves) {
        return storage.write(
                account.id(), tx -> new Run(tx, account, actor, new SaveCall(call, null)).decideAll(saves));
    }

    /// One transaction.
    private final class Run {
        private final WriteTransaction tx;
        private final ObjectTypes known;
        private final SaveCall call;
        private final Instant now;
        private final Origin origin;
        private final RuleContext context;
        private final SynchronizationId saves;
        private Draft draft;

        Run(WriteTransaction tx, Account account, User actor, SaveCall call) {
            this(tx, account, actor, call, new Origin(actor.id(), null, call.call(), call.clientId(), call.session()));
        }

        Run(WriteTransaction tx, Account account, User actor, SaveCall call, Origin origin) {
            this.tx = tx;
            this.known = types.in(account.id(), tx);
            this.call = call;
            this.now = clock.instant();
            this.origin = origin;
            this.context = new RuleContext(actor, now, account.zone(), tx, ids);
            this.saves = SynchronizationId.savesOf(actor.id());
            this.draft = newDraft();
        }

        private Draft newDraft() {
            return new Draft(tx, known, Principal.EVERYONE, now);
        }

        private Saving saving() {
            return new Saving(tx, known, draft, context, origin);
        }

        Saved decide(SavingWork work) {
            if (call.clientId() != null) {
                tx.lock(saves);
                Optional<UploadRecord> earlier = tx.upload(saves, call.clientId());
                if (earlier.isPresent()) {
                    return repeat(earlier.get());
                }
            }
            try {
                return done(work.in(saving()), draft.append());
            } catch (SaveRefused refused) {
                return switch (refused.why()) {
                    case SaveRefused.Why.NotThere(ObjectNumber number) ->
                        keep(new Saved.NotThere(number), Outcome.Kind.IGNORED, number, Sequence.ZERO);
                    case SaveRefused.Why.ByRule byRule -> refuse(byRule);
                };
            }
        }

        private Saved done(Current object, Numbers numbers) {
            boolean changed = object.madeBy() >= 0;
            StoredObject stored = object.stored();
            boolean created = changed && (stored == null || stored.deleted());
            StoredObject after = draft.stored(object, numbers);
            Outcome.Kind kind =
                    created ? Outcome.Kind.CREATED : changed ? Outcome.Kind.APPLIED : Outcome.Kind.CONFIRMED;
            return keep(new Saved.Stored(after, created), kind, after.number(), after.version());
        }

        private Saved refuse(SaveRefused.Why.ByRule refusal) {
            draft = newDraft();
            SaveRefused.Offer offer = refusal.offer();
            if (offer != null) {
                draft.keepOffered(
                        ChangeKind.REFUSED,
                        offer.key(),
                        draft.find(offer.key()).orElse(null),
                        offer.wanted(),
                        origin,
                        refusal.code().code() + " " + refusal.sentence());
                draft.append();
            }
            if (call.clientId() != null) {
                tx.putUpload(new UploadRecord(
                        saves,
                        call.clientId(),
                        Outcome.Kind.REFUSED,
                        null,
                        Sequence.ZERO,
                        refusal.code().code(),
                        refusal.sentence()));
            }
            return new Saved.Refused(refusal.code(), refusal.sentence());
        }

        private Saved keep(Saved saved, Outcome.Kind kind, ObjectNumber number, Sequence version) {
            if (call.clientId() != null) {
                tx.putUpload(new UploadRecord(saves, call.clientId(), kind, number, version, null, null));
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

        Optional<Saved.Refused> change(Consumer<Saving> work) {
            try {
                work.accept(saving());
                draft.append();
                return Optional.empty();
            } catch (SaveRefused refused) {
                return switch (refused.why()) {
                    case SaveRefused.Why.NotThere(ObjectNumber _) ->
                        Optional.of(new Saved.Refused(ErrorCode.RULE_FORBIDS, "An object is not there."));
                    case SaveRefused.Why.ByRule byRule ->
                        Optional.of(new Saved.Refused(byRule.code(), byRule.sentence()));
                };
            }
        }

        List<Saved> decideAll(List<Save> wanted) {
            Saving saving = saving();
            List<Object> decided = new ArrayList<>();
            for (Save save : wanted) {
                decided.add(decideOne(saving, save));
            }
            Numbers numbers = draft.append();
            return decided.stream()
                    .map(one -> one instanceof Current object ? done(object, numbers) : (Saved) one)
                    .toList();
        }

        /// @return the object, or why not
        private Object decideOne(Saving saving, Save save) {
            try {
                return saving.save(save);
            } catch (SaveRefused refused) {
                return switch (refused.why()) {
                    case SaveRefused.Why.NotThere(ObjectNumber number) -> new Saved.NotThere(number);
                    case SaveRefused.Why.ByRule byRule -> new Saved.Refused(byRule.code(), byRule.sentence());
                };
            }
        }
    }
}
