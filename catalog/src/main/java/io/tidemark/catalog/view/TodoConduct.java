package io.tidemark.catalog.view;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Conduct;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;
import java.util.function.Predicate;

/// Todos: the state and whether the todo is closed go together, and who closes it is noted. Stateless.
public final class TodoConduct implements Conduct {
    /// The states that are looked through for one that fits.
    private static final int STATES_MAX = 500;

    private static final TypeId STATE = new TypeId("todostate");
    private static final String STATE_ID = "stateid";
    private static final String CLOSED = "isclosed";
    private static final String CLOSED_BY = "closedby_userid";

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        JsonObject settled = after;
        boolean madeClosed = before.equals(JsonObject.EMPTY) && Told.yes(after, CLOSED); // its state may be preset
        if (!madeClosed && Told.differ(before, after, STATE_ID) && Told.number(after, STATE_ID) != 0) {
            Optional<Boolean> closes = state(Told.number(after, STATE_ID), context);
            settled = settled.with(CLOSED, Told.flag(closes.orElse(Told.yes(after, CLOSED))));
        }
        boolean closed = Told.yes(settled, CLOSED);
        if (closed != Told.yes(before, CLOSED)) {
            settled = inState(settled, closed, context);
            if (!Told.differ(before, after, CLOSED_BY)) {
                long user = closed ? context.actor().id().value() : 0;
                settled = settled.with(CLOSED_BY, JsonNumber.of(user));
            }
        }
        return settled;
    }

    /// A todo that nobody has given a number is known to people by its id, whichever protocol made it.
    @Override
    public Optional<String> numberField() {
        return Optional.of("number");
    }

    /// A state that says the same as the todo: the one that it is in, if that does.
    private static JsonObject inState(JsonObject todo, boolean closed, RuleContext context) {
        boolean fits = state(Told.number(todo, STATE_ID), context)
                .filter(closes -> closes == closed)
                .isPresent();
        return fits
                ? todo
                : anyState(context, state -> Told.yes(state, CLOSED) == closed)
                        .map(state ->
                                todo.with(STATE_ID, JsonNumber.of(state.number().value())))
                        .orElse(todo);
    }

    /// Whether a state closes.
    private static Optional<Boolean> state(long number, RuleContext context) {
        return number < 1
                ? Optional.empty()
                : context.transaction()
                        .object(new ObjectNumber(number))
                        .filter(object ->
                                !object.deleted() && object.key().type().equals(STATE))
                        .map(object -> Told.yes(CommandObjectType.object(object), CLOSED));
    }

    /// The first state that fits; a preset one goes before others.
    private static Optional<StoredObject> anyState(RuleContext context, Predicate<JsonObject> fits) {
        ReadTransaction tx = context.transaction();
        ObjectNumber none = new ObjectNumber(ObjectNumber.BEFORE_ALL);
        Optional<StoredObject> found = Optional.empty();
        for (ObjectNumber number :
                tx.selected(Principal.EVERYONE, STATE, tx.head().sequence(), none, STATES_MAX)) {
            StoredObject state = tx.object(number).orElseThrow();
            JsonObject object = CommandObjectType.object(state);
            if (fits.test(object) && (found.isEmpty() || Told.yes(object, "isdefault"))) {
                found = Optional.of(state);
            }
        }
        return found;
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.of(TaskViews.taskOfTodo());
    }
}
