package io.tidemark.api.command.calendar;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.view.EventEdits;
import io.tidemark.catalog.view.EventInstances.InstanceId;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The commands over appointments. Thread-safe.
public final class CalendarCommands {
    /// A year and a month around it: what an app shows, and more.
    static final long DAYS_MAX = 400;

    /// The first version of the command that makes appointments for other users.
    private static final long FOR_OTHERS_VERSION = 2;

    private static final String EVENT = "event";

    private final ObjectDesk desk;
    private final CommandType type;
    private final CommandObjectType objects;

    /// @param desk what they work with
    public CalendarCommands(ObjectDesk desk) {
        this.desk = desk;
        this.type = desk.type(EVENT);
        this.objects = Agenda.type(desk);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetEventTypes", this::types),
                new NamedCommand("GetEventsByUserAndDate", this::byUserAndDate),
                new NamedCommand("GetEventByProductionID", this::byPlanning),
                new NamedCommand("CreateUpdateEvent", this::save),
                new NamedCommand("DeleteEventByID", this::delete),
                new NamedCommand("DeleteEventInstanceByInstanceID", this::deleteDate));
    }

    /// The first type is the preset one, as in a new appointment.
    private CommandResult types(Caller caller, Inputs inputs) {
        CommandType eventType = desk.type("eventtype");
        List<StoredObject> all = desk.read(caller, tx -> ObjectDesk.all(tx, eventType));
        long preset = all.isEmpty() ? 0 : all.getFirst().number().value();
        return new ObjectResult(caller).objects("types", eventType, all).value("default", JsonNumber.of(preset));
    }

    private Agenda agenda(Caller caller, ReadTransaction tx) {
        return new Agenda(tx, objects, caller.user(), caller.account().zone());
    }

    /// Days from one to another, not too many.
    static void needDays(LocalDate from, LocalDate to) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            throw new CommandException(
                    CommandError.BAD_VALUE,
                    "The field todate must not be before fromdate, and at most " + DAYS_MAX
                            + " days can be asked for.");
        }
    }

    private CommandResult byUserAndDate(Caller caller, Inputs inputs) {
        LocalDate from = inputs.date("fromdate");
        LocalDate to = inputs.date("todate");
        needDays(from, to);
        UserId user = user(caller, inputs);
        List<StoredObject> found = desk.read(caller, tx -> {
            Optional<User> whose = tx.user(user);
            return whose.isEmpty() ? List.of() : agenda(caller, tx).of(whose.get(), from, to);
        });
        return new ObjectResult(caller).objects("calendarentries", type, found);
    }

    static UserId user(Caller caller, Inputs inputs) {
        long named = inputs.number("userid");
        if (named < 0) {
            throw CommandException.badValue("userid", "must be the number of a user.");
        }
        return named == 0 ? caller.user() : new UserId(named);
    }

    private CommandResult byPlanning(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of("productionid", Terms.value(inputs.number("id")));
        Optional<StoredObject> found = desk.read(
                caller,
                tx -> ObjectDesk.shown(tx, type, range).stream()
                        .findFirst()
                        .map(event -> agenda(caller, tx).one(event)));
        ObjectResult result = new ObjectResult(caller);
        return found.map(event -> result.object(EVENT, type, event)).orElse(result);
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        long number = inputs.numberIn(EVENT, "id");
        boolean forOthers = inputs.number("version") >= FOR_OTHERS_VERSION;
        SavingWork work = number == 0
                ? saving -> EventEdits.create(saving, inputs.set(EVENT), forOthers)
                : saving -> EventEdits.change(saving, ObjectDesk.number(type, number), inputs.set(EVENT), forOthers);
        StoredObject saved = desk.save(caller, inputs, "CreateUpdateEvent", type, work);
        return new ObjectResult(caller)
                .object(EVENT, type, desk.read(caller, tx -> agenda(caller, tx).one(saved)));
    }

    private CommandResult delete(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type, inputs.number("eventid"));
        return deleted(
                caller,
                inputs,
                "DeleteEventByID",
                number,
                saving -> EventEdits.delete(saving, number, inputs.yes("allusers")));
    }

    private CommandResult deleteDate(Caller caller, Inputs inputs) {
        InstanceId date = InstanceId.parse(inputs.text("instanceid"))
                .orElseThrow(() -> CommandException.badValue("instanceid", "names no day of an appointment."));
        return deleted(
                caller,
                inputs,
                "DeleteEventInstanceByInstanceID",
                date.event(),
                saving -> EventEdits.delete(saving, date));
    }

    /// What is gone already needs no taking away: the answer to the first request may have been lost.
    private CommandResult deleted(Caller caller, Inputs inputs, String call, ObjectNumber number, SavingWork work) {
        boolean isGone = desk.read(
                caller,
                tx -> tx.object(number)
                        .filter(object ->
                                object.deleted() && object.key().type().value().equals(EVENT))
                        .isPresent());
        if (!isGone) {
            desk.save(caller, inputs, call, type, work);
        }
        return new ObjectResult(caller);
    }
}
