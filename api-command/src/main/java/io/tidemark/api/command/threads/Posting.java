package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;

/// How messages get into threads, inside a transaction (command API 3.7). Who posts takes part from then on; all other
/// users who take part have not read the message. A thread changes with each of its messages, so it is listed again.
/// Confined to its transaction.
///
/// @param saving the transaction
record Posting(Saving saving) {
    static final TypeId THREAD = new TypeId("thread");
    static final TypeId MESSAGE = new TypeId("tmessage");
    static final String SUBSCRIBERS = "internalsubscribers";

    /// How often messages of a thread were posted or changed: kept, so that the thread changes with them.
    private static final String CHANGES = ".changes";

    /// What the server decides of a thread that somebody begins.
    Patch begun() {
        return CommandObjectType.decided(JsonObject.EMPTY.with("userid", JsonNumber.of(author())));
    }

    private long author() {
        return saving.context().actor().id().value();
    }

    /// Those who take part in a thread, and the author.
    Set<Long> withAuthor(Set<Long> users) {
        Set<Long> all = new LinkedHashSet<>(users);
        all.add(author());
        return all;
    }

    /// Posts a message.
    ///
    /// @param text as a client sent it
    Current post(Current thread, JsonValue text) {
        Current changed = touch(thread);
        long threadNumber = saving.number(changed).value();
        Current message = saving.create(
                MESSAGE,
                CommandObjectType.said(JsonObject.EMPTY.with("message", text)),
                CommandObjectType.decided(JsonObject.EMPTY
                        .with("threadid", JsonNumber.of(threadNumber))
                        .with("userid", JsonNumber.of(author()))
                        .with("personid", JsonNumber.ZERO)));
        Set<Long> others = new LinkedHashSet<>(Facts.of(changed).numbers(SUBSCRIBERS));
        others.remove(author());
        Unread.add(saving, threadNumber, saving.number(message).value(), others);
        return message;
    }

    /// Changes the text of a message, and its thread with it. Who had read it has read it.
    Current edit(Current message, Current thread, JsonValue text) {
        Current changed =
                saving.change(message, CommandObjectType.said(JsonObject.EMPTY.with("message", text)), Patch.NOTHING);
        if (!changed.fields().equals(message.fields())) {
            touch(thread);
        }
        return changed;
    }

    /// A user takes part from now on, and has not read some messages.
    void deliver(Current thread, UserId user, Set<Long> messages) {
        Set<Long> all = new LinkedHashSet<>(Facts.of(thread).numbers(SUBSCRIBERS));
        all.add(user.value());
        change(thread, all, JsonObject.EMPTY.with("isflaggedforcheckin", JsonNumber.ZERO));
        long number = saving.number(thread).value();
        messages.forEach(message -> Unread.add(saving, number, message, Set.of(user.value())));
    }

    private Current touch(Current thread) {
        return change(thread, withAuthor(Facts.of(thread).numbers(SUBSCRIBERS)), JsonObject.EMPTY);
    }

    private Current change(Current thread, Set<Long> subscribers, JsonObject more) {
        return saving.change(
                thread,
                Patch.NOTHING,
                CommandObjectType.decided(more.with(SUBSCRIBERS, Facts.array(subscribers))
                        .with(CHANGES, JsonNumber.of(Facts.of(thread).number(CHANGES) + 1))));
    }
}
