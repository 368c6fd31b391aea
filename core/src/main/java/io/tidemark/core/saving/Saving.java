package io.tidemark.core.saving;

import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.WriteTransaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A transaction in which objects are saved together: all of it happens, or nothing. What is refused ends the
/// whole.
///
/// Confined to its [SavingWork].
public final class Saving {
    private final WriteTransaction tx;
    private final ObjectTypes types;
    private final Draft draft;
    private final RuleContext context;
    private final Origin origin;

    Saving(WriteTransaction tx, ObjectTypes types, Draft draft, RuleContext context, Origin origin) {
        this.tx = tx;
        this.types = types;
        this.draft = draft;
        this.context = context;
        this.origin = origin;
    }

    /// What is stored; without what this work has done.
    public ReadTransaction stored() {
        return tx;
    }

    /// Who saves, when, where.
    public RuleContext context() {
        return context;
    }

    /// A living object of a type, with what this work has made of it.
    public Optional<Current> find(TypeId type, ObjectNumber number) {
        return draft.find(number)
                .filter(current -> current.alive() && current.key().type().equals(type));
    }

    /// An object with a key that the server chose, with what this work has made of it.
    public Optional<Current> find(ObjectKey key) {
        return draft.find(key).filter(Current::alive);
    }

    /// A living object of a type.
    ///
    /// The work ends as not there when there is none.
    public Current get(TypeId type, ObjectNumber number) {
        return find(type, number).orElseThrow(() -> SaveRefused.notThere(number));
    }

    /// Creates an object, or changes one.
    public Current save(Save save) {
        ObjectNumber number = save.number();
        return number == null
                ? create(save.type(), save.content(), save.decided())
                : change(get(save.type(), number), save.content(), save.decided());
    }

    /// Creates an object. Of a type of which there is one, changes that.
    ///
    /// @param said what a client says
    /// @param decided what the server decides; goes before what is said
    public Current create(TypeId type, Patch said, Patch decided) {
        Optional<ObjectKey> only = types.get(type).only();
        if (only.isPresent()) {
            Optional<Current> known = find(only.get());
            return known.isPresent() ? change(known.get(), said, decided) : create(only.get(), said, decided);
        }
        return create(new ObjectKey(type, context.ids().objectId()), null, said, decided);
    }

    /// Creates an object under a key that the server chose; one that was deleted comes to life again.
    public Current create(ObjectKey key, Patch said, Patch decided) {
        return create(key, draft.find(key).orElse(null), said, decided);
    }

    /// @param before what there was under the key; null for a key that nobody had
    private Current create(ObjectKey key, @Nullable Current before, Patch said, Patch decided) {
        Fields wanted = Fields.NONE.patchedBy(said.and(decided));
        ObjectType type = types.get(key.type());
        Ruling ruling = type.create(wanted, context.deciding(decided.values().keySet()));
        return draft.put(key, before, accepted(ruling, key, Fields.NONE, wanted), origin, context);
    }

    /// Changes an object; where nothing differs afterwards, nothing happens.
    ///
    /// @param said what a client says; what it does not say stays
    /// @param decided what the server decides; goes before what is said
    public Current change(Current before, Patch said, Patch decided) {
        Fields wanted = before.fields().patchedBy(said.and(decided));
        ObjectType type = types.get(before.key().type());
        Ruling ruling = type.change(
                before.fields(), wanted, context.deciding(decided.values().keySet()));
        Fields fields = accepted(ruling, before.key(), before.fields(), wanted);
        return fields.equals(before.fields()) ? before : draft.put(before.key(), before, fields, origin, context);
    }

    /// Makes an object a tombstone.
    public void delete(Current before) {
        draft.delete(before, origin, context);
    }

    /// The number that an object has, or will have.
    public ObjectNumber number(Current current) {
        return draft.number(current);
    }

    /// Ends the work: nothing of it happens.
    ///
    /// @param sentence what a person can act on
    public RuntimeException refusal(ErrorCode code, String sentence) {
        return SaveRefused.byRule(code, sentence, null);
    }

    private static Fields accepted(Ruling ruling, ObjectKey key, Fields then, Fields wanted) {
        return switch (ruling) {
            case Ruling.Accepted(Fields fields) -> fields;
            case Ruling.Refused(ErrorCode code, String sentence) ->
                throw SaveRefused.byRule(code, sentence, new SaveRefused.Offer(key, then, wanted));
            case Ruling.Stands(String sentence) ->
                throw SaveRefused.byRule(ErrorCode.RULE_FORBIDS, sentence, new SaveRefused.Offer(key, then, wanted));
        };
    }
}
