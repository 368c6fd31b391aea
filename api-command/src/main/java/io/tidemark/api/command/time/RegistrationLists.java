package io.tidemark.api.command.time;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.FoundPart;
import io.tidemark.api.command.objects.FoundPart.Stretch;
import io.tidemark.api.command.objects.FoundPart.Stretches;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.time.DaySheets;
import io.tidemark.catalog.time.DaySheets.Day;
import io.tidemark.catalog.time.DaySheets.State;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.changes.PartKeys;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reading time registrations (command API 2.6). Everybody in the account may read those of everybody. Thread-safe.
final class RegistrationLists {
    /// How far back an app looks for values to propose (command API 2.6).
    private static final int PAST_DAYS = 60;

    private static final int TODOS_AT_ONCE = 200;
    private static final TypeId TODO = new TypeId("todo");
    private static final String OUTPUT = "registrations";
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final ObjectDesk desk;
    private final CommandType type;

    RegistrationLists(ObjectDesk desk) {
        this.desk = desk;
        this.type = desk.type("registrationentry");
    }

    List<Command> all() {
        return List.of(
                new NamedCommand("GetRegistrationByDate", this::byDate),
                new NamedCommand("GetRegistrations", this::ofObject),
                new NamedCommand("GetPastRegistrations", this::past),
                new NamedCommand("GetAllRegistrationsByDateRange", this::byDateRange),
                new NamedCommand("GetRegistrationsPendingInvoicing", this::pendingInvoicing),
                new NamedCommand("GetCustomRegistrationDefinitions", this::definitions));
    }

    /// The user that is meant: the current one when none is named.
    static long user(Caller caller, Inputs inputs) {
        long named = inputs.number("userid");
        return named == 0 ? caller.user().value() : named;
    }

    /// There are no work plans yet: everybody should be at work from Monday to Friday.
    private CommandResult byDate(Caller caller, Inputs inputs) {
        LocalDate date = inputs.date("date");
        Day day = new Day(user(caller, inputs), date);
        record Sheet(List<StoredObject> registrations, State state) {}
        Sheet sheet = desk.read(
                caller, tx -> new Sheet(ObjectDesk.shown(tx, type, day.registrations()), DaySheets.state(tx, day)));
        boolean isWorkday = date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
        return new ObjectResult(caller)
                .objects("registrationentries", type, sheet.registrations())
                .value("state", JsonNumber.of(sheet.state().code()))
                .value("isopen", Told.flag(sheet.state() == State.OPEN))
                .value("regtypeid", JsonNumber.ZERO)
                .value("atwork", Told.flag(isWorkday))
                .value("color", JsonText.EMPTY);
    }

    private CommandResult past(Caller caller, Inputs inputs) {
        LocalDate today = caller.receivedLocally().toLocalDate();
        long user = user(caller, inputs);
        TermRange range = TermRange.between(
                Terms.name("userid", "date"),
                Terms.value(user, today.minusDays(PAST_DAYS).toString()),
                Terms.value(user, today.toString()));
        List<StoredObject> found = desk.read(caller, tx -> ObjectDesk.shown(tx, type, range));
        return new ObjectResult(caller).objects(OUTPUT, type, found.reversed());
    }

    private CommandResult ofObject(Caller caller, Inputs inputs) {
        long user = inputs.number("userid");
        LocalDate from = inputs.optionalDate("fromdate").orElse(FIRST);
        LocalDate to = inputs.optionalDate("todate").orElse(LAST);
        Predicate<StoredObject> fits = object -> {
            JsonObject registration = CommandObjectType.object(object);
            LocalDate date = LocalTimes.date(registration, "date").orElse(FIRST);
            return (user == 0 || Told.number(registration, "userid") == user)
                    && !date.isBefore(from)
                    && !date.isAfter(to);
        };
        String question = "GetRegistrations " + inputs.number("todoid") + " " + inputs.number("customerid") + " "
                + inputs.number("projectid") + " " + user + " " + from + " " + to;
        return part(caller, inputs, question, stretches(inputs), fits);
    }

    /// Registrations are on tasks, and so on the companies and projects of these.
    private static Stretches stretches(Inputs inputs) {
        if (inputs.number("todoid") != 0) {
            return Stretches.of(TermRange.of("todoid", Terms.value(inputs.number("todoid"))));
        }
        String owner = inputs.number("customerid") != 0 ? "customerid" : "projectid";
        if (inputs.number(owner) == 0) {
            return (_, _) -> List.of();
        }
        TermRange todos = TermRange.of(owner, Terms.value(inputs.number(owner)));
        return (tx, order) -> {
            TermRange rest = new TermRange(
                    todos.name(),
                    todos.from(),
                    todos.to(),
                    todos.from(),
                    new ObjectNumber(Math.max(ObjectNumber.BEFORE_ALL, order - 1)));
            return tx.found(TODO, rest, TODOS_AT_ONCE).stream()
                    .map(hit -> hit.number().value())
                    .map(todo -> new Stretch(todo, TermRange.of("todoid", Terms.value(todo))))
                    .toList();
        };
    }

    private CommandResult byDateRange(Caller caller, Inputs inputs) {
        String from = inputs.date("fromdate").toString();
        String to = inputs.date("todate").toString();
        String question = "GetAllRegistrationsByDateRange " + from + " " + to;
        return part(caller, inputs, question, Stretches.of(TermRange.between("date", from, to)), registration -> true);
    }

    private CommandResult pendingInvoicing(Caller caller, Inputs inputs) {
        return part(
                caller,
                inputs,
                "GetRegistrationsPendingInvoicing",
                Stretches.of(TermRange.of(".toinvoice", "1")),
                registration -> true);
    }

    private CommandResult part(
            Caller caller, Inputs inputs, String question, Stretches stretches, Predicate<StoredObject> fits) {
        PartKeys keys = new PartKeys(caller.account(), caller.user(), question);
        Optional<String> begin = inputs.optionalText("resumekey").map(keys::open);
        FoundPart part = desk.read(caller, tx -> FoundPart.read(tx, type, stretches, begin, fits));
        ObjectResult result = new ObjectResult(caller).objects(OUTPUT, type, part.objects());
        return part.next()
                .map(next -> result.value("resumekey", new JsonText(keys.write(next))))
                .orElse(result);
    }

    /// Nobody can make up registrations of other kinds here.
    private CommandResult definitions(Caller caller, Inputs inputs) {
        return new ObjectResult(caller).value("definitions", JsonArray.EMPTY);
    }
}
