package io.tidemark.core.draft;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Echo;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The objects as they will be when a transaction is through: the store, and on top of it what was decided
/// before. Changes are gathered here and get their numbers together, as the last step; then the other views of
/// what was changed follow ([Counterpart]).
///
/// Confined to one transaction.
public final class Draft {
    /// Why an object moved: something that names it changed.
    public static final String REFERENCE = "reference";

    private final WriteTransaction tx;
    private final ObjectTypes types;
    private final Principal principal;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Map<ObjectKey, Current> touched = new HashMap<>();
    /// The numbers that objects get which this draft creates, as far as they are needed before.
    private final Map<ObjectNumber, ObjectKey> reserved = new HashMap<>();
    /// What changed and may have another view, in the order of the first changes.
    private final Map<ObjectKey, Followed> followed = new LinkedHashMap<>();

    /// A draft over a transaction.
    ///
    /// @param principal whose selection [Current#selected] speaks of
    /// @param now the time of the request
    public Draft(WriteTransaction tx, ObjectTypes types, Principal principal, Instant now) {
        this.tx = tx;
        this.types = types;
        this.principal = principal;
        this.now = now;
    }

    /// The types of the account, as the transaction sees them.
    public ObjectTypes types() {
        return types;
    }

    /// What an object was before, and who changed it.
    private record Followed(Fields before, RuleContext context, Origin origin) {}

    /// An object as it stands in the middle of a transaction.
    ///
    /// @param key its key
    /// @param stored its state in the store; null if this draft created it
    /// @param fields its content; none for a tombstone
    /// @param deleted whether it is a tombstone
    /// @param selected whether it is in the principal's selection
    /// @param madeBy which change of this draft made it so; -1 if none
    public record Current(
            ObjectKey key,
            @Nullable StoredObject stored,
            Fields fields,
            boolean deleted,
            boolean selected,
            int madeBy) {
        /// Its number; null if it has none yet.
        public @Nullable ObjectNumber number() {
            return stored == null ? null : stored.number();
        }

        /// Whether it is no tombstone.
        public boolean alive() {
            return !deleted;
        }
    }

    /// The object with this key, locked; empty if it never existed.
    public Optional<Current> find(ObjectKey key) {
        Current drafted = touched.get(key);
        if (drafted != null) {
            return Optional.of(drafted);
        }
        return tx.lock(key).map(this::current);
    }

    /// The object with this number, locked; one that this draft creates is found by the number that was reserved
    /// for it. Objects of types that are not known here are not there: a number comes from a client.
    public Optional<Current> find(ObjectNumber number) {
        ObjectKey created = reserved.get(number);
        return created != null
                ? find(created)
                : tx.object(number)
                        .map(StoredObject::key)
                        .filter(key -> types.knows(key.type()))
                        .flatMap(this::find);
    }

    /// The number that an object has, or will have.
    public ObjectNumber number(Current current) {
        ObjectNumber number = current.number();
        return number != null ? number : reserved(current.key());
    }

    private ObjectNumber reserved(ObjectKey key) {
        ObjectNumber kept = tx.reserve(key);
        reserved.put(kept, key);
        return kept;
    }

    private Current current(StoredObject object) {
        Fields fields =
                object.deleted() ? Fields.NONE : types.get(object.key().type()).fields(object.body());
        return new Current(
                object.key(),
                object,
                fields,
                object.deleted(),
                object.audience().contains(principal),
                -1);
    }

    /// The commit instant of the state that an object is in.
    public Instant modifiedAt(Current current) {
        StoredObject stored = current.stored();
        return current.madeBy() >= 0 || stored == null ? now : stored.modifiedAt();
    }

    /// Gives an object new content, and returns what it is then.
    ///
    /// @param before what it is now; null if it never existed
    public Current put(ObjectKey key, @Nullable Current before, Fields fields, Origin origin, RuleContext context) {
        Fields then = before == null ? Fields.NONE : before.fields();
        followed.putIfAbsent(key, new Followed(then, context, origin));
        return change(key, before, fields, origin);
    }

    private Current change(ObjectKey key, @Nullable Current before, Fields wanted, Origin origin) {
        boolean creates = before == null || before.deleted();
        ObjectType type = types.get(key.type());
        Fields fields = creates ? type.numbered(wanted, () -> before == null ? reserved(key) : number(before)) : wanted;
        Change.State state = Change.State.of(type, key, fields, tx, now);
        Set<String> names = fields.differingFrom(before == null ? Fields.NONE : before.fields());
        StoredObject stored = before == null ? null : before.stored();
        changes.add(new Change(
                key, creates ? ChangeKind.CREATED : ChangeKind.CHANGED, stored, state, names, origin, null, null));
        boolean selected = state.audience().contains(principal);
        Current after = new Current(key, stored, fields, false, selected, changes.size() - 1);
        touched.put(key, after);
        return after;
    }

    /// Gives an object new content in which nothing differs that another view knows.
    public void rewrite(Current before, Fields fields, Origin origin) {
        change(before.key(), before, fields, origin);
    }

    /// Makes an object a tombstone.
    public Current delete(Current before, Origin origin, RuleContext context) {
        followed.putIfAbsent(before.key(), new Followed(before.fields(), context, origin));
        return bury(before, origin);
    }

    private Current bury(Current before, Origin origin) {
        changes.add(new Change(
                before.key(),
                ChangeKind.DELETED,
                before.stored(),
                Change.State.GONE,
                before.fields().values().keySet(),
                origin,
                null,
                null));
        Current after = new Current(before.key(), before.stored(), Fields.NONE, true, false, changes.size() - 1);
        touched.put(before.key(), after);
        return after;
    }

    /// Keeps in the log what was offered and not taken (loss classes 23 and 34).
    public void keepOffered(
            ChangeKind kind, ObjectKey key, @Nullable Current current, Fields offered, Origin origin, String detail) {
        Fields stands = current == null ? Fields.NONE : current.fields();
        changes.add(new Change(
                key,
                kind,
                current == null ? null : current.stored(),
                null,
                offered.differingFrom(stands),
                origin,
                types.get(key.type()).body(offered),
                detail));
    }

    /// Numbers and writes everything. The last step; called once.
    public Numbers append() {
        List.copyOf(followed.entrySet()).forEach(change -> echo(change.getKey(), change.getValue()));
        followed.forEach((key, change) ->
                types.get(key.type()).counterpart(key).ifPresent(counterpart -> follow(key, change, counterpart)));
        return new Numbers(changes.isEmpty() ? Optional.empty() : Optional.of(tx.append(changes, now)));
    }

    private void echo(ObjectKey key, Followed change) {
        ObjectType type = types.get(key.type());
        if (!type.isEchoed()) {
            return;
        }
        Current current = Objects.requireNonNull(touched.get(key));
        for (Echo echo : type.echoes(change.before(), current.fields(), number(current))) {
            find(echo.target()).filter(Current::alive).ifPresent(target -> {
                Fields next = echo.change().apply(target.fields());
                if (!next.equals(target.fields())) {
                    follow(echo, target, next, change.origin().indirect());
                }
            });
        }
    }

    /// An object that this draft changes is told of anyway.
    private void follow(Echo echo, Current target, Fields next, Origin origin) {
        StoredObject stored = target.stored();
        if (!echo.isSilent() || target.madeBy() >= 0 || stored == null) {
            change(target.key(), target, next, origin);
            return;
        }
        ObjectType type = types.get(target.key().type());
        Selected selected = type.selected(next, tx, now);
        changes.add(Change.moved(stored, type.body(next), selected, origin, REFERENCE));
        boolean isSelected = selected.audience().contains(principal);
        touched.put(target.key(), new Current(target.key(), stored, next, false, isSelected, -1));
    }

    private void follow(ObjectKey key, Followed change, Counterpart counterpart) {
        Fields after = Objects.requireNonNull(touched.get(key)).fields();
        boolean gone = Objects.requireNonNull(touched.get(key)).deleted();
        ObjectKey otherKey = counterpart.key(key);
        Optional<Current> other = find(otherKey);
        boolean lives = other.filter(Current::alive).isPresent();
        if (gone) {
            other.filter(Current::alive)
                    .ifPresent(current -> bury(current, change.origin().indirect()));
            return;
        }
        Fields then = other.filter(Current::alive).map(Current::fields).orElse(Fields.NONE);
        Fields next = types.get(otherKey.type())
                .identified(counterpart.follow(change.before(), after, then, change.context()), otherKey.id());
        if (!lives || !next.equals(then)) {
            change(otherKey, other.orElse(null), next, change.origin().indirect());
        }
    }

    /// An object as it is stored after [#append], with what came of other changes since.
    ///
    /// @param current what this draft made of it, or found
    public StoredObject stored(Current current, Numbers numbers) {
        Current last = touched.getOrDefault(current.key(), current);
        StoredObject before = last.stored();
        if (last.madeBy() < 0) {
            return Objects.requireNonNull(before);
        }
        Change.State state = Objects.requireNonNull(changes.get(last.madeBy()).state());
        return new StoredObject(
                numbers.number(last.number(), last.madeBy()),
                before == null ? last.key() : before.key(),
                numbers.version(last.madeBy()),
                numbers.appended().orElseThrow().at(),
                state.deleted(),
                state.body(),
                state.audience());
    }

    /// The numbers that the changes of a draft got.
    public record Numbers(Optional<WriteTransaction.Appended> appended) {
        /// The number of a change.
        public Sequence version(int madeBy) {
            return appended.orElseThrow().entries().get(madeBy).sequence();
        }

        /// The number of an object: the one that it has, or got by a change.
        public ObjectNumber number(@Nullable ObjectNumber stored, int madeBy) {
            if (stored != null) {
                return stored;
            }
            ObjectNumber made = appended.orElseThrow().entries().get(madeBy).number();
            if (made == null) {
                throw new IllegalStateException("a change that makes an object gives it a number");
            }
            return made;
        }
    }
}
