package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `GetThreadByID`: one thread. With its messages, those that are sent are marked as read, and the answer says so
/// already: a copy that a device keeps must not say otherwise than the server (command API Q11). Thread-safe.
///
/// @param desk finds
/// @param marks marks
record GetThreadById(ObjectDesk desk, ThreadMarks marks) implements Command {
    @Override
    public String name() {
        return "GetThreadByID";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        CommandType type = desk.type("thread");
        StoredObject thread = desk.read(caller, tx -> ObjectDesk.find(tx, type, inputs.number("threadid")))
                .filter(found -> Facts.of(found).isThreadFor(caller.user()))
                .orElseThrow(() -> ObjectDesk.notThere(type));
        Optional<Instant> from = inputs.yes("exclmessages")
                ? Optional.empty()
                : Optional.of(inputs.optionalDate("messagedate")
                        .map(day -> day.atStartOfDay(caller.account().zone()).toInstant())
                        .orElse(Instant.MIN));
        from.ifPresent(instant ->
                marks.read(caller, name(), desk.read(caller, tx -> unread(tx, caller, thread.number(), instant))));
        return new WholeThread(desk, caller, thread, from);
    }

    private static Set<Long> unread(ReadTransaction tx, Caller caller, ObjectNumber thread, Instant from) {
        Set<Long> unread = Unread.in(tx, caller.user(), thread.value());
        return from.equals(Instant.MIN)
                ? unread
                : unread.stream()
                        .filter(number -> tx.object(new ObjectNumber(number))
                                .filter(message -> !message.modifiedAt().isBefore(from))
                                .isPresent())
                        .collect(Collectors.toSet());
    }
}
