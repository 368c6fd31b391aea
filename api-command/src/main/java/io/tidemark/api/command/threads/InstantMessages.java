package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.catalog.command.SentText;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Instant messages, from one user to another: only these two know of one. When it was changed is kept in it and
/// among its terms, so a user's list is a range of these, however many messages others write. Stateless.
final class InstantMessages {
    static final TypeId ID = new TypeId("message");
    static final String READ = "isread";
    static final String CONFIRMED = "isconfirmed";

    private static final String FROM = ".from";
    private static final String TO = ".to";
    private static final String USERS = ".users";
    private static final String CHANGED = ".changed";
    private static final String TERM = Terms.name(USERS, CHANGED);

    private InstantMessages() {}

    static long from(Facts message) {
        return message.number(FROM);
    }

    static long to(Facts message) {
        return message.number(TO);
    }

    /// Who is at the other end for one of the two.
    static long remote(Facts message, UserId user) {
        return from(message) == user.value() ? to(message) : from(message);
    }

    static boolean isOf(Facts message, UserId user) {
        return from(message) == user.value() || to(message) == user.value();
    }

    /// A user's messages that changed at an instant or later, in the order of their changes.
    static TermRange since(UserId user, Instant since) {
        String from = Terms.value(user.value(), text(Math.max(0, since.toEpochMilli())));
        return TermRange.between(TERM, from, Terms.value(user.value(), text(9_999_999_999_999L)));
    }

    /// Sends one.
    ///
    /// @param said the text, and what else the sender says of it
    static Current send(Saving saving, JsonObject said, long to) {
        long from = saving.context().actor().id().value();
        Moment now = Moment.of(saving.context());
        return saving.create(
                ID,
                CommandObjectType.said(said.with("remoteid", JsonNumber.of(to))),
                CommandObjectType.decided(changed(saving)
                        .with("date", now.date())
                        .with("time", now.time())
                        .with(FROM, JsonNumber.of(from))
                        .with(TO, JsonNumber.of(to))
                        .with(USERS, Facts.array(new TreeSet<>(Set.of(from, to))))));
    }

    /// Sets a mark on one. Nothing happens when it is set already.
    static Current mark(Saving saving, Current message, JsonObject marks) {
        boolean differs = marks.members().entrySet().stream()
                .anyMatch(mark -> !mark.getValue()
                        .equals(Facts.of(message).object().get(mark.getKey()).orElse(JsonNumber.ZERO)));
        if (!differs) {
            return message;
        }
        JsonObject decided = changed(saving);
        for (var mark : marks.members().entrySet()) {
            decided = decided.with(mark.getKey(), mark.getValue());
        }
        return saving.change(message, Patch.NOTHING, CommandObjectType.decided(decided));
    }

    /// The instant that the log will stamp this transaction with.
    private static JsonObject changed(Saving saving) {
        Instant now = saving.context().now();
        Instant head = saving.stored().head().at();
        return JsonObject.EMPTY.with(CHANGED, new JsonText(text((now.isAfter(head) ? now : head).toEpochMilli())));
    }

    /// Of one length, so that it is compared as a number.
    private static String text(long millis) {
        return String.format(Locale.ROOT, "%013d", millis);
    }

    /// Writes one as a user gets it.
    static void present(SentBytes out, CommandType type, Caller caller, StoredObject message) {
        Facts facts = Facts.of(message);
        new SentText(type, caller.account().zone(), caller.user()).begin(out, message);
        out.writeBytes((",\"remoteid\":" + remote(facts, caller.user()) + ",\"isincoming\":"
                        + (to(facts) == caller.user().value() ? 1 : 0) + "}")
                .getBytes(UTF_8));
    }
}
