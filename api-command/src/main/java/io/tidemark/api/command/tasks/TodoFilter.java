package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Predicate;

/// `GetTodosByLastChange` with `limitnumobjects`: open tasks that one of the rules gives to the caller alone:
/// who is responsible, also works on it, or has it planned about now (command API 2.2). Thread-safe.
///
/// @param desk knows the rules
record TodoFilter(ObjectDesk desk) implements ListFilter {
    private static final TypeId TODO = new TypeId("todo");
    private static final String LIMITED = "limitnumobjects";
    private static final Set<String> RULES = Set.of("responsible", "additional", "planned");

    @Override
    public String text(Inputs inputs) {
        return inputs.yes(LIMITED) ? " limited" : "";
    }

    @Override
    public Predicate<byte[]> tells(Caller caller, Inputs inputs, ReadTransaction tx) {
        if (!inputs.yes(LIMITED)) {
            return body -> true;
        }
        CommandObjectType todo = (CommandObjectType) desk.objects(caller, tx).get(TODO);
        Selector selector = todo.selector().orElseThrow();
        LocalDate today = caller.receivedLocally().toLocalDate();
        Principal user = Principal.of(caller.user());
        Predicate<byte[]> open = CommandObjectType.holding("isclosed", "0");
        return body -> open.test(body)
                && selector.outcome(todo.fields(body), today).reasons().stream()
                        .anyMatch(reason -> isOwn(reason, user));
    }

    private static boolean isOwn(Selector.Reason reason, Principal user) {
        return reason.rule() != null
                && RULES.contains(reason.rule().name())
                && reason.principal().equals(user);
    }
}
