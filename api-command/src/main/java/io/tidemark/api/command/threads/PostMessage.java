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
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;

/// `PostMessage`: posts a message to a thread, which it begins when the message names none, or changes a message of the
/// user's own (command API 3.7). The server decides who wrote it. Thread-safe.
///
/// @param desk finds and saves
record PostMessage(ObjectDesk desk) implements Command {
    private static final String MESSAGE = "message";
    private static final String OBJECT_TYPE = "objecttype";
    private static final String OBJECT_ID = "objectid";

    @Override
    public String name() {
        return "PostMessage";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        JsonValue text = inputs.set(MESSAGE).get(MESSAGE).orElse(JsonText.EMPTY);
        boolean edits = inputs.numberIn(MESSAGE, "id") != 0;
        if (!edits && text instanceof JsonText(String said) && said.isBlank()) {
            throw CommandException.missing("message.message");
        }
        StoredObject posted = desk.save(
                caller,
                inputs,
                name(),
                desk.type("tmessage"),
                saving -> edits ? edit(saving, inputs) : post(saving, caller, inputs, text));
        return desk.read(caller, tx -> result(caller, tx, posted));
    }

    private CommandResult result(Caller caller, ReadTransaction tx, StoredObject message) {
        long number = message.number().value();
        ThreadText text = new ThreadText(desk, caller);
        StoredObject thread = tx.object(new ObjectNumber(Facts.of(message).number("threadid")))
                .orElseThrow();
        return new ObjectResult(caller)
                .written(MESSAGE, out -> text.message(out, message, Unread.has(tx, caller.user(), number), true))
                .written("thread", out -> text.present(out, tx, thread));
    }

    private Current post(Saving saving, Caller caller, Inputs inputs, JsonValue text) {
        long number = inputs.numberIn(MESSAGE, "threadid");
        Posting posting = new Posting(saving);
        Current thread = number == 0 ? begin(posting, inputs) : open(saving, caller, number);
        Current message = posting.post(thread, text);
        notify(saving, inputs, message, Facts.of(thread));
        return message;
    }

    private Current open(Saving saving, Caller caller, long number) {
        ObjectNumber known = ObjectDesk.number(desk.type("thread"), number);
        Current thread = saving.find(Posting.THREAD, known)
                .filter(found -> Facts.of(found).isThreadFor(caller.user()))
                .orElseThrow(() -> ObjectDesk.notThere(desk.type("thread")));
        if (Facts.of(thread).yes("isdeleted")) {
            throw saving.refusal(ErrorCode.RULE_FORBIDS, "The thread was deleted. Begin a new one.");
        }
        return thread;
    }

    private static Current begin(Posting posting, Inputs inputs) {
        boolean isAboutObject = inputs.number(OBJECT_ID) != 0;
        if (isAboutObject == inputs.text(OBJECT_TYPE).isBlank()) {
            throw CommandException.badValue(OBJECT_ID, "and objecttype go together: send both, or none.");
        }
        if (inputs.yes("nextcheckin") && !isAboutObject) {
            throw CommandException.badValue(
                    "nextcheckin", "is for threads about an object, on which somebody can check in.");
        }
        Set<Long> users = posting.withAuthor(new LinkedHashSet<>(inputs.numbers(Posting.SUBSCRIBERS)));
        JsonObject said = JsonObject.EMPTY
                .with("title", new JsonText(inputs.text("title")))
                .with("tag", new JsonText(inputs.text("tag")))
                .with(OBJECT_TYPE, new JsonText(inputs.text(OBJECT_TYPE)))
                .with(OBJECT_ID, JsonNumber.of(inputs.number(OBJECT_ID)))
                .with("ispublic", Facts.flag(inputs.yes("ispublic")))
                .with("isflaggedforcheckin", Facts.flag(inputs.yes("nextcheckin")))
                .with(Posting.SUBSCRIBERS, Facts.array(users))
                .with("externalsubscribers", Facts.array(new LinkedHashSet<>(inputs.numbers("externalsubscribers"))));
        return posting.saving().create(Posting.THREAD, CommandObjectType.said(said), posting.begun());
    }

    private static Current edit(Saving saving, Inputs inputs) {
        long id = inputs.numberIn(MESSAGE, "id");
        if (id < 1) {
            throw CommandException.badValue("id", "of the message must be 0 or the number of a message.");
        }
        Current message = saving.get(Posting.MESSAGE, new ObjectNumber(id));
        Facts facts = Facts.of(message);
        if (facts.number("userid") != saving.context().actor().id().value()) {
            throw saving.refusal(ErrorCode.NOT_PERMITTED, "Only who wrote a message may change it.");
        }
        Current thread = saving.get(Posting.THREAD, new ObjectNumber(facts.number("threadid")));
        Current edited = inputs.set(MESSAGE)
                .get(MESSAGE)
                .map(text -> new Posting(saving).edit(message, thread, text))
                .orElse(message);
        notify(saving, inputs, edited, Facts.of(thread));
        return edited;
    }

    /// Tells the responsible user of the task, if it has one.
    private static void notify(Saving saving, Inputs inputs, Current message, Facts thread) {
        String text = inputs.text("notification");
        if (text.isBlank()) {
            return;
        }
        if (!thread.text(OBJECT_TYPE).equals("todo")) {
            throw CommandException.badValue("notification", "is for threads about a task: leave it out.");
        }
        new Notifications(saving).ofMessage(message, thread.number(OBJECT_ID), thread.yes("ispublic"), text);
    }
}
