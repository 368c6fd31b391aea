package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;

/// `ConfirmMessage`: who received an instant message confirms it, and so has read it. Thread-safe.
///
/// @param desk saves
record ConfirmMessage(ObjectDesk desk) implements Command {
    @Override
    public String name() {
        return "ConfirmMessage";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        desk.save(caller, inputs, name(), desk.type("message"), saving -> confirm(saving, caller, inputs));
        return CommandResult.of(JsonObject.EMPTY);
    }

    private Current confirm(Saving saving, Caller caller, Inputs inputs) {
        CommandType type = desk.type("message");
        Current message = saving.get(InstantMessages.ID, ObjectDesk.number(type, inputs.number("messageid")));
        Facts facts = Facts.of(message);
        if (!InstantMessages.isOf(facts, caller.user())) {
            throw ObjectDesk.notThere(type);
        }
        if (InstantMessages.to(facts) != caller.user().value()) {
            throw saving.refusal(ErrorCode.NOT_PERMITTED, "Only who received a message may confirm it.");
        }
        return InstantMessages.mark(
                saving,
                message,
                JsonObject.EMPTY
                        .with(InstantMessages.CONFIRMED, JsonNumber.ONE)
                        .with(InstantMessages.READ, JsonNumber.ONE));
    }
}
