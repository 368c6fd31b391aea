package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.util.Map;
import java.util.Set;

/// Writes threads and their messages as a user gets them. Confined to one thread.
final class ThreadText {
    private final UserId user;
    private final SentText threads;
    private final SentText messages;

    ThreadText(ObjectDesk desk, Caller caller) {
        this.user = caller.user();
        this.threads = new SentText(desk.type("thread"), caller.account().zone(), user);
        this.messages = new SentText(desk.type("tmessage"), caller.account().zone(), user);
    }

    /// Writes threads that are some of many, each with its newest messages or without any.
    ListFilter.Presenter presenter(ReadTransaction tx, boolean withMessages) {
        Map<Long, Integer> unread = Unread.byThread(tx, user);
        return (out, number, modifiedAtMillis, body) -> {
            threads.begin(out, number, modifiedAtMillis, body);
            int count = unread.getOrDefault(number, 0);
            if (withMessages) {
                beginMessages(out);
                Set<Long> unreadHere = count == 0 ? Set.of() : Unread.in(tx, user, number);
                boolean first = true;
                for (StoredObject message : Messages.along(tx, number)) {
                    message(out, message, unreadHere.contains(message.number().value()), first);
                    first = false;
                }
                endMessages(out);
            }
            end(out, count);
        };
    }

    void present(SentBytes out, ReadTransaction tx, StoredObject thread) {
        presenter(tx, true)
                .present(out, thread.number().value(), thread.modifiedAt().toEpochMilli(), thread.body());
    }

    void begin(SentBytes out, StoredObject thread) {
        threads.begin(out, thread);
    }

    void beginMessages(SentBytes out) {
        write(out, ",\"messages\":[");
    }

    /// A message of a thread, or by itself as if it were the first.
    void message(SentBytes out, StoredObject message, boolean unread, boolean first) {
        if (!first) {
            out.write(',');
        }
        messages.begin(out, message);
        write(out, ",\"isunread\":" + (unread ? 1 : 0) + "}");
    }

    void endMessages(SentBytes out) {
        out.write(']');
    }

    /// @param unread how many messages of the thread the user has not read
    void end(SentBytes out, int unread) {
        write(out, ",\"numunread\":" + unread + "}");
    }

    private static void write(SentBytes out, String json) {
        out.writeBytes(json.getBytes(UTF_8));
    }
}
