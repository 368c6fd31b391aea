package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Messages between users that belong to no thread: only who sent one and who got it knows of it. Who has not
/// read it is kept in the message itself, so all devices of a user hear that he read it. Thread-safe.
///
/// @param type what they are
record MbMessages(CommandType type) implements ListFilter {
    static final TypeId ID = new TypeId("mbmessage");
    static final String SENDER = "userid";
    static final String RECIPIENTS = "recipients";
    /// Recipients who have not read it: kept.
    static final String UNREAD = ".unread";

    @Override
    public String text(Inputs inputs) {
        return inputs.yes("skip_deleted") ? " skip_deleted" : "";
    }

    @Override
    public boolean skipsHidden(Inputs inputs) {
        return inputs.yes("skip_deleted");
    }

    @Override
    public Predicate<byte[]> concerns(Caller caller, Inputs inputs, ReadTransaction tx) {
        long user = caller.user().value();
        return body -> {
            Facts message = Facts.of(body);
            return message.number(SENDER) == user || message.numbers(RECIPIENTS).contains(user);
        };
    }

    @Override
    public Optional<Function<ReadTransaction, Presenter>> presenters(Caller caller, Inputs inputs) {
        return Optional.of(tx -> presenter(caller));
    }

    /// Writes messages as a user gets them.
    Presenter presenter(Caller caller) {
        UserId user = caller.user();
        SentText text = new SentText(type, caller.account().zone(), user);
        return (out, number, modifiedAtMillis, body) -> {
            text.begin(out, number, modifiedAtMillis, body);
            boolean unread = Facts.of(body).numbers(UNREAD).contains(user.value());
            out.writeBytes((",\"isunread\":" + (unread ? 1 : 0) + "}").getBytes(UTF_8));
        };
    }
}
