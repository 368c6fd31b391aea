package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One thread with all its messages, however many: read page by page while it is written. What is posted meanwhile
/// may be among them. Used once, by one thread.
final class WholeThread implements CommandResult {
    private static final int PAGE = 200;
    private static final int PAGE_BYTES = 256 * 1024;

    private final ObjectDesk desk;
    private final Caller caller;
    private final StoredObject thread;
    private final Optional<Instant> messagesFrom;
    private final ThreadText text;

    /// @param messagesFrom messages of this instant and later; empty for none at all
    WholeThread(ObjectDesk desk, Caller caller, StoredObject thread, Optional<Instant> messagesFrom) {
        this.desk = desk;
        this.caller = caller;
        this.thread = thread;
        this.messagesFrom = messagesFrom;
        this.text = new ThreadText(desk, caller);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        long number = thread.number().value();
        Set<Long> unread = desk.read(caller, tx -> Unread.in(tx, caller.user(), number));
        SentBytes page = new SentBytes();
        page.writeBytes("{\"status\":1,\"thread\":".getBytes(UTF_8));
        text.begin(page, thread);
        if (messagesFrom.isPresent()) {
            text.beginMessages(page);
            Reading reading = new Reading(page, unread, messagesFrom.get(), Messages.of(number));
            while (desk.read(caller, reading::page)) {
                page.writeTo(out);
                page.clear();
            }
            text.endMessages(page);
        }
        text.end(page, unread.size());
        page.write('}');
        page.writeTo(out);
    }

    /// The way through the messages. Confined to one thread.
    private final class Reading {
        private final SentBytes out;
        private final Set<Long> unread;
        private final Instant from;
        private TermRange rest;
        private boolean first = true;

        Reading(SentBytes out, Set<Long> unread, Instant from, TermRange rest) {
            this.out = out;
            this.unread = unread;
            this.from = from;
            this.rest = rest;
        }

        /// @return whether there may be more
        boolean page(ReadTransaction tx) {
            List<TermHit> hits = tx.found(Posting.MESSAGE, rest, PAGE);
            for (TermHit hit : hits) {
                StoredObject message = tx.object(hit.number()).orElseThrow();
                if (!message.modifiedAt().isBefore(from)) {
                    text.message(out, message, unread.contains(message.number().value()), first);
                    first = false;
                }
                rest = rest.after(hit);
                if (out.size() >= PAGE_BYTES) {
                    return true;
                }
            }
            return hits.size() == PAGE;
        }
    }
}
