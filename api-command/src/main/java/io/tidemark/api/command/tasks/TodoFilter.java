package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// `GetTodosByLastChange` with `limitnumobjects`: open tasks of which the caller is the responsible or an
/// additional
/// user, or which are planned for the caller within a month of today (command API 2.2). Thread-safe.
///
/// @param desk finds
record TodoFilter(ObjectDesk desk) implements ListFilter {
    private static final String LIMITED = "limitnumobjects";
    private static final int MONTH_DAYS = 31;

    @Override
    public String text(Inputs inputs) {
        return inputs.yes(LIMITED) ? " limited" : "";
    }

    /// By number: which object a body is of is not in it.
    @Override
    public Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        if (!inputs.yes(LIMITED)) {
            return body -> true;
        }
        String user = Long.toString(caller.user().value());
        Predicate<byte[]> open = CommandObjectType.holding("isclosed", "0");
        Predicate<byte[]> responsible = CommandObjectType.holding("userid", user);
        return body -> open.test(body) && (responsible.test(body) || isAdditional(body, caller));
    }

    private static boolean isAdditional(byte[] body, Caller caller) {
        return CommandObjectType.lists(
                body, "users", JsonNumber.of(caller.user().value()));
    }

    /// The tasks that are planned for the caller within a month of today.
    @Override
    public Set<Long> alwaysTold(Caller caller, Inputs inputs, ReadTransaction tx) {
        if (!inputs.yes(LIMITED)) {
            return Set.of();
        }
        LocalDate today = caller.receivedLocally().toLocalDate();
        long user = caller.user().value();
        TermRange months = TermRange.between(
                Terms.name("userid", "date"),
                Terms.value(user, today.minusDays(MONTH_DAYS).toString()),
                Terms.value(user, today.plusDays(MONTH_DAYS).toString()));
        Set<Long> planned = new HashSet<>();
        for (StoredObject entry : ObjectDesk.shown(tx, desk.type("prodplanentry"), months)) {
            long number = ObjectDesk.number(entry, "todoid");
            ObjectDesk.find(tx, desk.type("todo"), number)
                    .filter(todo -> CommandObjectType.holds(todo.body(), "isclosed", "0"))
                    .ifPresent(todo -> planned.add(number));
        }
        return planned;
    }
}
