package io.tidemark.core.handshake;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The objects as they will be when a commit is through: the store, and on top of it what the items before have
/// decided. Changes are gathered here and get their numbers together, as the last step.
///
/// Confined to one transaction.
final class CommitDraft {
    private final WriteTransaction tx;
    private final ObjectTypes types;
    private final Principal principal;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Map<ObjectKey, Current> touched = new HashMap<>();

    CommitDraft(WriteTransaction tx, ObjectTypes types, Principal principal, Instant now) {
        this.tx = tx;
        this.types = types;
        this.principal = principal;
        this.now = now;
    }

    /// An object as it stands in the middle of a commit.
    ///
    /// @param key its key
    /// @param stored its state in the store; null if this commit created it
    /// @param fields its content; none for a tombstone
    /// @param deleted whether it is a tombstone
    /// @param selected whether it is in the actor's selection
    /// @param madeBy which change of this commit made it so; -1 if none
    record Current(
            ObjectKey key,
            @Nullable StoredObject stored,
            Fields fields,
            boolean deleted,
            boolean selected,
            int madeBy) {
        @Nullable
        ObjectNumber number() {
            return stored == null ? null : stored.number();
        }

        boolean alive() {
            return !deleted;
        }
    }

    /// The object with this key, locked; empty if it never existed.
    Optional<Current> find(ObjectKey key) {
        Current drafted = touched.get(key);
        if (drafted != null) {
            return Optional.of(drafted);
        }
        return tx.lock(key).map(this::current);
    }

    /// The object with this number, locked.
    Optional<Current> find(ObjectNumber number) {
        return tx.object(number).flatMap(object -> find(object.key()));
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
    Instant modifiedAt(Current current) {
        StoredObject stored = current.stored();
        return current.madeBy() >= 0 || stored == null ? now : stored.modifiedAt();
    }

    /// Gives an object new content, and returns what it is then.
    Current put(ObjectKey key, @Nullable Current before, Fields fields, Origin origin) {
        ObjectType type = types.get(key.type());
        Set<Principal> audience = type.audience(fields, tx);
        Change.State state = new Change.State(type.body(fields), false, audience, type.spans(fields, tx));
        boolean creates = before == null || before.deleted();
        Set<String> names = fields.differingFrom(before == null ? Fields.NONE : before.fields());
        StoredObject stored = before == null ? null : before.stored();
        changes.add(new Change(
                key, creates ? ChangeKind.CREATED : ChangeKind.CHANGED, stored, state, names, origin, null, null));
        Current after = new Current(key, stored, fields, false, audience.contains(principal), changes.size() - 1);
        touched.put(key, after);
        return after;
    }

    /// Makes an object a tombstone.
    Current delete(Current before, Origin origin) {
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
    void keepOffered(
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

    /// Numbers and writes everything.
    Numbers append() {
        return new Numbers(changes.isEmpty() ? Optional.empty() : Optional.of(tx.append(changes, now)));
    }

    /// The numbers that the changes of a commit got.
    record Numbers(Optional<WriteTransaction.Appended> appended) {
        Sequence version(int madeBy) {
            return appended.orElseThrow().entries().get(madeBy).sequence();
        }

        ObjectNumber number(@Nullable ObjectNumber stored, int madeBy) {
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
