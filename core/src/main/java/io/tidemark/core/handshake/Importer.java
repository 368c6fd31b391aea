package io.tidemark.core.handshake;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.draft.Draft;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates and replaces objects in a user's name without any device: imports of files, demo data. The rules of
/// the types hold as for everybody; importing the same file again changes only what differs. Thread-safe.
public final class Importer {
    /// Whose selection an object is in does not matter here.
    private static final Principal NOBODY = new Principal("nobody");

    private final Engine engine;

    /// An importer on an engine.
    public Importer(Engine engine) {
        this.engine = engine;
    }

    /// One object to import.
    ///
    /// @param actor in whose name
    /// @param type what it is
    /// @param id its id; the same file gives an object the same id every time
    /// @param content its fields
    public record Item(User actor, TypeId type, String id, Patch content) {}

    /// Imports some objects in one transaction; a refused one does not hold up the others.
    ///
    /// @param items not more than a few thousand
    /// @param call what to call this in the log, for instance `import`
    /// @return what became of each, in order
    public List<Outcome> run(Account account, List<Item> items, String call) {
        return engine.storage().write(account.id(), tx -> {
            Instant now = engine.clock().instant();
            List<Outcome> outcomes = new ArrayList<>(items.size());
            Draft draft = new Draft(tx, engine.types().in(account.id(), tx), NOBODY, now);
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                RuleContext context = new RuleContext(item.actor(), now, account.zone(), tx, engine.ids());
                outcomes.add(decide(context, draft, item, i, call));
            }
            draft.append();
            return outcomes;
        });
    }

    private Outcome decide(RuleContext context, Draft draft, Item item, int index, String call) {
        ObjectType type = draft.types().get(item.type());
        ObjectKey key = new ObjectKey(item.type(), item.id());
        Optional<Current> found = draft.find(key);
        Fields before = found.map(Current::fields).orElse(Fields.NONE);
        Fields wanted = type.identified(before.patchedBy(item.content()), item.id());
        boolean exists = found.filter(Current::alive).isPresent();
        Ruling ruling = exists ? type.change(before, wanted, context) : type.create(wanted, context);
        return switch (ruling) {
            case Ruling.Accepted(Fields fields) -> {
                if (exists && fields.equals(before)) {
                    yield outcome(item, index, Outcome.Kind.CONFIRMED, null, null);
                }
                draft.put(
                        key, found.orElse(null), fields, new Origin(item.actor().id(), null, call, null), context);
                yield outcome(item, index, exists ? Outcome.Kind.APPLIED : Outcome.Kind.CREATED, null, null);
            }
            case Ruling.Refused(ErrorCode code, String sentence) ->
                outcome(item, index, Outcome.Kind.REFUSED, code.code(), sentence);
            case Ruling.Stands(String sentence) -> outcome(item, index, Outcome.Kind.CONFLICT_LOST, null, sentence);
        };
    }

    private static Outcome outcome(
            Item item, int index, Outcome.Kind kind, @Nullable String code, @Nullable String message) {
        return new Outcome(item.type().value(), index, item.id(), null, kind, code, message);
    }
}
