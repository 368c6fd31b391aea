package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/// `SendMBMessage`: sends a message to users, or changes one of the user's own. The server decides who sent
/// it. Who gets it, by being a new recipient, has not read it. Thread-safe.
///
/// @param messages what they are
/// @param desk saves
record SendMbMessage(MbMessages messages, ObjectDesk desk) implements Command {
    private static final String MESSAGE = "message";

    @Override
    public String name() {
        return "SendMBMessage";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        long id = inputs.numberIn(MESSAGE, "id");
        JsonObject sent = inputs.set(MESSAGE).without("id");
        StoredObject saved = desk.save(
                caller,
                inputs,
                name(),
                messages.type(),
                saving -> id == 0
                        ? send(saving, sent)
                        : change(saving, saving.get(MbMessages.ID, ObjectDesk.number(messages.type(), id)), sent));
        return new ObjectResult(caller)
                .written(
                        MESSAGE,
                        out -> messages.presenter(caller)
                                .present(
                                        out,
                                        saved.number().value(),
                                        saved.modifiedAt().toEpochMilli(),
                                        saved.body()));
    }

    private static Current send(Saving saving, JsonObject sent) {
        long sender = saving.context().actor().id().value();
        Current message = saving.create(
                MbMessages.ID,
                CommandObjectType.said(sent),
                CommandObjectType.decided(JsonObject.EMPTY.with(MbMessages.SENDER, JsonNumber.of(sender))));
        return withUnread(saving, message, Set.of());
    }

    private Current change(Saving saving, Current before, JsonObject sent) {
        Facts facts = Facts.of(before);
        long user = saving.context().actor().id().value();
        Set<Long> recipients = facts.numbers(MbMessages.RECIPIENTS);
        if (facts.number(MbMessages.SENDER) != user) {
            throw recipients.contains(user)
                    ? saving.refusal(ErrorCode.NOT_PERMITTED, "Only who sent a message may change it.")
                    : ObjectDesk.notThere(messages.type());
        }
        Current message = saving.change(before, CommandObjectType.said(sent.without(MbMessages.SENDER)), Patch.NOTHING);
        return withUnread(saving, message, recipients);
    }

    /// @param before who got it before
    private static Current withUnread(Saving saving, Current message, Set<Long> before) {
        Facts facts = Facts.of(message);
        Set<Long> recipients = facts.numbers(MbMessages.RECIPIENTS);
        if (recipients.isEmpty()) {
            throw CommandException.missing("message.recipients");
        }
        Set<Long> unread = new LinkedHashSet<>(facts.numbers(MbMessages.UNREAD));
        unread.retainAll(recipients);
        recipients.stream().filter(user -> !before.contains(user)).forEach(unread::add);
        unread.remove(facts.number(MbMessages.SENDER));
        return saving.change(
                message,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY.with(MbMessages.UNREAD, Facts.array(unread))));
    }
}
