package io.tidemark.api.command.equipment;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// `GetToolsByLastChange`: `placeofhome` 1 asks for equipment that has a place of home, 2 for that which has none;
/// and `customerids` names the companies of the caller's tasks of the coming month, whose equipment the app should
/// fetch. Thread-safe.
///
/// @param desk finds
record ToolFilter(ObjectDesk desk) implements ListFilter {
    private static final String PLACE = "placeofhome";
    private static final int MONTH_DAYS = 31;

    @Override
    public String text(Inputs inputs) {
        return " " + place(inputs);
    }

    private static long place(Inputs inputs) {
        long place = inputs.number(PLACE);
        if (place < 0 || place > 2) {
            throw CommandException.badValue(PLACE, "must be 0, 1 or 2.");
        }
        return place;
    }

    @Override
    public Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        long place = place(inputs);
        Predicate<byte[]> homeless = CommandObjectType.holding(PLACE, "0");
        return body -> place == 0 || (place == 2) == homeless.test(body);
    }

    /// An app that syncs only a part has the rest by other commands, and keeps it (Q12).
    @Override
    public boolean hidesOthers(Inputs inputs) {
        return !inputs.yes("ignoreclosed");
    }

    @Override
    public JsonObject outputs(Caller caller, Inputs inputs, ReadTransaction tx, boolean last) {
        return last ? JsonObject.EMPTY.with("customerids", customers(caller, tx)) : JsonObject.EMPTY;
    }

    private JsonArray customers(Caller caller, ReadTransaction tx) {
        LocalDate today = caller.receivedLocally().toLocalDate();
        long user = caller.user().value();
        TermRange month = TermRange.between(
                Terms.name("userid", "date"),
                Terms.value(user, today.toString()),
                Terms.value(user, today.plusDays(MONTH_DAYS).toString()));
        Set<JsonValue> customers = new LinkedHashSet<>();
        for (StoredObject planned : ObjectDesk.shown(tx, desk.type("prodplanentry"), month)) {
            ObjectDesk.find(tx, desk.type("todo"), ObjectDesk.number(planned, "todoid"))
                    .map(todo -> ObjectDesk.number(todo, "customerid"))
                    .filter(customer -> customer != 0)
                    .ifPresent(customer -> customers.add(JsonNumber.of(customer)));
        }
        return new JsonArray(List.copyOf(customers));
    }
}
