package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// `SendMessage`: sends an instant message. An answer goes to who is at the other end of what it answers, whatever
/// `remoteid` says (command API 3.7). Thread-safe.
///
/// @param desk saves
record SendMessage(ObjectDesk desk) implements Command {
    @Override
    public String name() {
        return "SendMessage";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        String text = inputs.text("message");
        if (text.isBlank()) {
            throw CommandException.missing("message");
        }
        StoredObject sent =
                desk.save(caller, inputs, name(), desk.type("message"), saving -> send(saving, caller, inputs, text));
        return CommandResult.of(
                JsonObject.EMPTY.with("id", JsonNumber.of(sent.number().value())));
    }

    private Current send(Saving saving, Caller caller, Inputs inputs, String text) {
        long replyTo = inputs.number("replytoid");
        long to = replyTo == 0 ? inputs.number("remoteid") : other(saving, caller, replyTo);
        if (to == 0 || to == caller.user().value()) {
            throw CommandException.badValue("remoteid", "must be another user.");
        }
        return InstantMessages.send(
                saving,
                JsonObject.EMPTY
                        .with("message", new JsonText(text))
                        .with("confirmation", Facts.flag(inputs.yes("confirmation")))
                        .with("replytoid", JsonNumber.of(replyTo)),
                to);
    }

    private long other(Saving saving, Caller caller, long answered) {
        CommandType type = desk.type("message");
        ObjectNumber number = ObjectDesk.number(type, answered);
        return saving.find(InstantMessages.ID, number)
                .map(Facts::of)
                .filter(message -> InstantMessages.isOf(message, caller.user()))
                .map(message -> InstantMessages.remote(message, caller.user()))
                .orElseThrow(() -> ObjectDesk.notThere(type));
    }
}
