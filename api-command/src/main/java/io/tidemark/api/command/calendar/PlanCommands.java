package io.tidemark.api.command.calendar;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.settings.AppSettings;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.planning.Activity;
import io.tidemark.catalog.view.EventInstances;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The commands over planned work. Thread-safe.
public final class PlanCommands {
    /// The colours of the activity states when nobody has chosen any, from closed to later.
    private static final List<String> COLORS =
            List.of("#9e9e9e", "#2e7d32", "#1565c0", "#c62828", "#f9a825", "#eceff1");

    private static final TypeId TYPE = new TypeId("prodplanentry");
    private static final String ENTRY = "prodplanentry";
    private static final String TODO = "todoid";
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final ObjectDesk desk;
    private final CommandType type;
    private final CommandType todo;
    private final CommandObjectType objects;

    /// @param desk what they work with
    public PlanCommands(ObjectDesk desk) {
        this.desk = desk;
        this.type = desk.type(ENTRY);
        this.todo = desk.type("todo");
        this.objects = new CommandObjectType(desk.types(), type);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetProductionByUserAndDate", this::byUserAndDate),
                new NamedCommand("CreateUpdateProductionByID", this::save),
                new NamedCommand("AddProduction", this::add),
                new NamedCommand("GetPlannedTodos", this::plannedTodos),
                new ObjectCommands(desk).all("GetPlanDestinations", "plandestination", "destinations"));
    }

    private static TermRange days(long user, LocalDate from, LocalDate to) {
        return TermRange.between(
                Terms.name("userid", "date"), Terms.value(user, from.toString()), Terms.value(user, to.toString()));
    }

    private CommandResult byUserAndDate(Caller caller, Inputs inputs) {
        LocalDate from = inputs.date("fromdate");
        LocalDate to = inputs.date("todate");
        CalendarCommands.needDays(from, to);
        TermRange range = days(CalendarCommands.user(caller, inputs).value(), from, to);
        boolean withStates = inputs.number("inclstate") == 1;
        record Plan(List<StoredObject> entries, JsonArray states) {}
        Plan plan = desk.read(caller, tx -> {
            List<StoredObject> entries = ObjectDesk.shown(tx, type, range);
            List<StoredObject> shown =
                    entries.stream().map(entry -> shown(caller, tx, entry)).toList();
            return new Plan(shown, withStates ? states(tx, shown) : JsonArray.EMPTY);
        });
        ObjectResult result = new ObjectResult(caller).objects("prodplanentries", type, plan.entries());
        if (withStates) {
            result.value("state", plan.states());
        }
        return inputs.number("inclactivitycolor") == 1 ? result.value("activitycolors", colors(caller)) : result;
    }

    /// A planning as it stands now: time and the task have gone on since it was saved.
    private StoredObject shown(Caller caller, ReadTransaction tx, StoredObject entry) {
        JsonObject stored = CommandObjectType.object(entry);
        LocalDateTime now = caller.receivedLocally();
        JsonObject shown = stored.with(
                "activitystate", JsonNumber.of(Activity.of(tx, stored, now).code()));
        Optional<JsonObject> task =
                ObjectDesk.find(tx, todo, Told.number(stored, TODO)).map(CommandObjectType::object);
        if (task.isPresent()) {
            shown = shown.with("customerid", JsonNumber.of(Told.number(task.get(), "customerid")));
        }
        return shown.equals(stored) ? entry : EventInstances.with(entry, shown, objects);
    }

    private JsonArray states(ReadTransaction tx, List<StoredObject> entries) {
        Map<Long, JsonValue> states = new LinkedHashMap<>();
        for (StoredObject entry : entries) {
            long number = ObjectDesk.number(entry, TODO);
            ObjectDesk.find(tx, todo, number)
                    .ifPresent(task -> states.put(
                            number,
                            JsonObject.EMPTY
                                    .with(TODO, JsonNumber.of(number))
                                    .with("stateid", JsonNumber.of(ObjectDesk.number(task, "stateid")))));
        }
        return new JsonArray(List.copyOf(states.values()));
    }

    private JsonValue colors(Caller caller) {
        JsonValue chosen = desk.read(caller, tx -> AppSettings.value(tx, desk, "activitycolors"));
        return chosen.equals(JsonArray.EMPTY)
                ? new JsonArray(COLORS.stream().<JsonValue>map(JsonText::new).toList())
                : chosen;
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        return save(caller, inputs, "CreateUpdateProductionByID", inputs.numberIn(ENTRY, "id"));
    }

    private CommandResult add(Caller caller, Inputs inputs) {
        return save(caller, inputs, "AddProduction", 0);
    }

    /// @param number 0 for a new one, in which the id is needed and means nothing
    private CommandResult save(Caller caller, Inputs inputs, String call, long number) {
        JsonObject sent = inputs.set(ENTRY);
        if (sent.get("id").isEmpty()) {
            throw CommandException.missing("id");
        }
        Patch said = CommandObjectType.said(number == 0 ? sent : sent.without("id"));
        Save save = new Save(TYPE, number == 0 ? null : ObjectDesk.number(type, number), said);
        StoredObject saved = desk.save(caller, inputs, call, type, saving -> saving.save(save));
        return new ObjectResult(caller).object(ENTRY, type, desk.read(caller, tx -> shown(caller, tx, saved)));
    }

    /// Tasks planned from today on, and those planned within the last month that are not closed (Q16).
    private CommandResult plannedTodos(Caller caller, Inputs inputs) {
        LocalDate today = caller.receivedLocally().toLocalDate();
        long user = caller.user().value();
        Set<Long> numbers = desk.read(caller, tx -> {
            Set<Long> planned = new LinkedHashSet<>();
            for (StoredObject entry : ObjectDesk.shown(tx, type, days(user, today.minusMonths(1), LAST))) {
                JsonObject planning = CommandObjectType.object(entry);
                boolean past = Told.text(planning, "date").compareTo(today.toString()) < 0;
                ObjectDesk.find(tx, todo, Told.number(planning, TODO))
                        .filter(task -> ObjectDesk.isShown(todo, task))
                        .filter(task -> !past || !CommandObjectType.holds(task.body(), "isclosed", "1"))
                        .ifPresent(task -> planned.add(task.number().value()));
            }
            return planned;
        });
        return new ObjectResult(caller)
                .value(
                        "todos",
                        new JsonArray(
                                numbers.stream().<JsonValue>map(JsonNumber::of).toList()));
    }
}
