package io.tidemark.api.command.checkin;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.forms.Answers;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.threads.Notes;
import io.tidemark.catalog.checkin.CheckIns;
import io.tidemark.catalog.checkin.CheckIns.CheckOut;
import io.tidemark.catalog.checkin.Presence;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The commands over check-ins. Thread-safe.
public final class CheckInCommands {
    /// What can be checked in on, by the word of the command in small letters, and the type's own word.
    private static final Map<String, String> WORDS = Map.of("customer", "customer", "todo", "todo");

    /// What kind of notes those of check-outs are.
    private static final String NOTE_TAG = "checkout";

    private static final List<String> SHOWN =
            List.of("objectid", "checkindate", "checkintime", "toolid", "longitude", "latitude");

    private final ObjectDesk desk;
    private final CommandType type;
    private final Answers answers;

    /// @param desk what they work with
    public CheckInCommands(ObjectDesk desk) {
        this.desk = desk;
        this.type = desk.type("checkin");
        this.answers = new Answers(desk);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetCheckIn", this::current),
                new NamedCommand("DoCheckIn", this::checkIn),
                new NamedCommand("DoCheckInForUser", this::checkInForUser),
                new NamedCommand("DoDayCheckIn", this::arrive),
                new NamedCommand("DoCheckOut", this::checkOut),
                new NamedCommand("DoDayCheckOut", this::goHome));
    }

    private Presence presence(Caller caller) {
        return desk.read(caller, tx -> Presence.of(tx, caller.user().value()));
    }

    private CommandResult current(Caller caller, Inputs inputs) {
        Presence presence = presence(caller);
        ObjectResult result = new ObjectResult(caller)
                .value("ischeckedin", Told.flag(presence.checkIn() != 0))
                .value("checkinid", JsonNumber.of(presence.checkIn()));
        result.value("objecttype", new JsonText(shownWord(Told.text(presence.values(), "objecttype"))));
        for (String field : SHOWN) {
            JsonValue empty = field.startsWith("checkin") ? JsonText.EMPTY : JsonNumber.ZERO;
            result.value(field, presence.values().get(field).orElse(empty));
        }
        return result.value("daycheckindate", day(presence)).value("daycheckintime", time(presence));
    }

    /// The word as `DoCheckIn` takes it.
    private static String shownWord(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static JsonText day(Presence presence) {
        return presence.atWorkSince()
                .map(at -> LocalTimes.date(at.toLocalDate()))
                .orElse(JsonText.EMPTY);
    }

    private static JsonText time(Presence presence) {
        return presence.atWorkSince()
                .map(at -> LocalTimes.time(at.toLocalTime()))
                .orElse(JsonText.EMPTY);
    }

    private StoredObject checkIn(Caller caller, Inputs inputs, String call, long user) {
        String word = Optional.ofNullable(WORDS.get(inputs.text("objecttype").toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> CommandException.badValue("objecttype", "must be Customer or Todo."));
        if (inputs.number("objectid") < 1) {
            throw CommandException.badValue("objectid", "must name a " + word + ".");
        }
        JsonObject stay = JsonObject.EMPTY
                .with("objecttype", new JsonText(word))
                .with("objectid", inputs.value("objectid"))
                .with("toolid", inputs.value("toolid"))
                .with("checkindate", LocalTimes.date(inputs.date("checkindate")))
                .with("checkintime", LocalTimes.time(inputs.time("checkintime")))
                .with("longitude", inputs.value("longitude"))
                .with("latitude", inputs.value("latitude"));
        return save(caller, inputs, call, saving -> CheckIns.checkIn(saving, user, stay));
    }

    private StoredObject save(Caller caller, Inputs inputs, String call, SavingWork work) {
        return desk.save(caller, inputs, call, type, work);
    }

    private CommandResult checkIn(Caller caller, Inputs inputs) {
        StoredObject stay = checkIn(caller, inputs, "DoCheckIn", caller.user().value());
        return new ObjectResult(caller)
                .value("daycheckindate", day(presence(caller)))
                .value("checkinid", JsonNumber.of(stay.number().value()));
    }

    private CommandResult checkInForUser(Caller caller, Inputs inputs) {
        long user = inputs.number("userid");
        boolean isUser = user > 0
                && desk.read(caller, tx -> tx.user(new UserId(user)))
                        .filter(named -> !named.guest())
                        .isPresent();
        if (!isUser) {
            throw new CommandException(CommandError.BAD_VALUE, "The field userid must name a user of this account.");
        }
        checkIn(caller, inputs, "DoCheckInForUser", user);
        return new ObjectResult(caller);
    }

    private CommandResult checkOut(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type, inputs.number("checkinid"));
        JsonObject end = JsonObject.EMPTY
                .with("checkoutdate", LocalTimes.date(inputs.date("checkoutdate")))
                .with("checkouttime", LocalTimes.time(inputs.time("checkouttime")))
                .with("outlongitude", inputs.value("longitude"))
                .with("outlatitude", inputs.value("latitude"))
                .with("note", inputs.value("note"))
                .with("checkpoints", inputs.value("checkpoints"));
        Optional<JsonObject> registration =
                inputs.given("registrationentry") ? Optional.of(inputs.set("registrationentry")) : Optional.empty();
        StoredObject stay = save(
                caller,
                inputs,
                "DoCheckOut",
                saving -> CheckIns.checkOut(
                        saving, number, new CheckOut(end, registration), (work, ended) -> keep(work, inputs, ended)));
        long registered = Told.number(CommandObjectType.object(stay), "registrationid");
        return new ObjectResult(caller).value("registrationid", JsonNumber.of(registered));
    }

    /// Keeps what comes with a check-out: the form that was filled in, and a note on what the user was at.
    private void keep(Saving saving, Inputs inputs, JsonObject stay) {
        String word = Told.text(stay, "objecttype");
        long number = Told.number(stay, "objectid");
        if (inputs.given("answer")) {
            answers.keep(saving, inputs, "answer", word, number);
        }
        inputs.optionalText("note")
                .ifPresent(note -> saving.find(new TypeId(word), new ObjectNumber(number))
                        .ifPresent(object -> Notes.post(saving, desk.type(word), object, NOTE_TAG, note)));
    }

    private CommandResult arrive(Caller caller, Inputs inputs) {
        LocalDateTime at = inputs.date("checkindate").atTime(inputs.time("checkintime"));
        save(
                caller,
                inputs,
                "DoDayCheckIn",
                saving -> CheckIns.arrive(saving, caller.user().value(), at));
        Presence presence = presence(caller);
        return new ObjectResult(caller).value("daycheckindate", day(presence)).value("daycheckintime", time(presence));
    }

    private CommandResult goHome(Caller caller, Inputs inputs) {
        LocalDateTime at = inputs.date("checkoutdate").atTime(inputs.time("checkouttime"));
        save(
                caller,
                inputs,
                "DoDayCheckOut",
                saving -> CheckIns.goHome(saving, caller.user().value(), at));
        return new ObjectResult(caller);
    }
}
