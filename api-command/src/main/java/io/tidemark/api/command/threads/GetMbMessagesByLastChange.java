package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;

/// `GetMBMessagesByLastChange`: a part of the user's messages that changed; marks messages as read first. Thread-safe.
final class GetMbMessagesByLastChange implements Command {
    private final Marks marks;
    private final Command list;

    GetMbMessagesByLastChange(ObjectDesk desk, MbMessages messages) {
        this.marks = new Marks(desk, MbMessages.ID);
        this.list = ObjectCommands.changes(name(), "mbmessage", "messages", messages, desk);
    }

    @Override
    public String name() {
        return "GetMBMessagesByLastChange";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        long user = caller.user().value();
        marks.set(
                caller,
                name(),
                inputs.numbers("read"),
                (tx, number) -> tx.object(new ObjectNumber(number))
                        .filter(found -> !found.deleted()
                                && found.key().type().equals(MbMessages.ID)
                                && Facts.of(found).numbers(MbMessages.UNREAD).contains(user))
                        .isPresent(),
                (saving, message) -> read(saving, message, user));
        return list.run(caller, inputs);
    }

    private static void read(Saving saving, Current message, long user) {
        Set<Long> unread = new LinkedHashSet<>(Facts.of(message).numbers(MbMessages.UNREAD));
        unread.remove(user);
        saving.change(
                message,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY.with(MbMessages.UNREAD, Facts.array(unread))));
    }
}
