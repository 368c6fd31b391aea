package io.tidemark.api.command.people;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.why.Explainer;
import io.tidemark.catalog.why.Explanation;
import io.tidemark.catalog.why.ExplanationData;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/// `ExplainSelection`: why an object is on a user's devices, or not. Administrators may ask about everybody and
/// are told everything; others about themselves, and of what they do not have they are told no content.
/// Thread-safe.
final class ExplainSelection {
    private final ObjectDesk desk;

    ExplainSelection(ObjectDesk desk) {
        this.desk = desk;
    }

    CommandResult explain(Caller caller, Inputs inputs) {
        KnownTypes known = desk.account(caller).known();
        CommandType type = type(known, inputs.text("objecttype"));
        ObjectNumber number = ObjectDesk.number(type, inputs.number("objectid"));
        Optional<Instant> at = at(caller, inputs);
        desk.flushNotes();
        Explanation explanation = desk.read(caller, tx -> {
            boolean isAdministrator = PeopleCommands.isAdministrator(tx, desk, caller.user());
            UserId user = user(tx, caller, inputs, isAdministrator);
            if (tx.object(number)
                    .filter(object -> object.key().type().value().equals(type.name()))
                    .isEmpty()) {
                throw ObjectDesk.notThere(type);
            }
            Explainer explainer = new Explainer(tx, known);
            Explanation whole = at.map(instant -> explainer.at(user, number, instant))
                    .orElseGet(() -> explainer.now(user, number, caller.receivedAt()))
                    .orElseThrow(() -> ObjectDesk.notThere(type));
            return isAdministrator || whole.isSelected() ? whole : whole.withoutContent();
        });
        return new ObjectResult(caller).value("explanation", ExplanationData.of(explanation));
    }

    private static CommandType type(KnownTypes known, String word) {
        return known.types()
                .named(word)
                .or(() -> known.types().type(word))
                .filter(type -> type.key().isPresent())
                .orElseThrow(() -> CommandException.badValue("objecttype", "must name a type, such as todo."));
    }

    private static UserId user(ReadTransaction tx, Caller caller, Inputs inputs, boolean isAdministrator) {
        if (!inputs.given("userid") || inputs.number("userid") == caller.user().value()) {
            return caller.user();
        }
        if (!isAdministrator) {
            throw new CommandException(
                    CommandError.NO_ACCESS,
                    "Only administrators of the account may ask about others. An operator names them in its settings.");
        }
        long number = inputs.number("userid");
        return Optional.of(number)
                .filter(one -> one > 0)
                .flatMap(one -> tx.user(new UserId(one)))
                .map(User::id)
                .orElseThrow(() -> new CommandException(CommandError.NOT_FOUND, "There is no user with this id."));
    }

    /// A day without a time means its end.
    private static Optional<Instant> at(Caller caller, Inputs inputs) {
        Optional<LocalDate> date = inputs.optionalDate("date");
        LocalTime time = inputs.optionalTime("time").orElse(LocalTime.of(23, 59, 59));
        return date.map(day -> day.atTime(time).atZone(caller.account().zone()).toInstant());
    }
}
