package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// `GetThreads`: the threads about an object that are shown, the newest [#THREADS_MAX] of them by number, each with
/// its newest messages. Nothing is marked as read by it. Thread-safe.
///
/// @param desk finds
record GetThreads(ObjectDesk desk) implements Command {
    /// Most threads in one answer.
    static final int THREADS_MAX = 1_000;

    private static final int PAGE_BYTES = 256 * 1024;

    @Override
    public String name() {
        return "GetThreads";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        CommandType about = desk.types(caller)
                .named(inputs.text("objecttype"))
                .orElseThrow(() -> CommandException.badValue(
                        "objecttype", "must name a type of object, such as customer, todo or tools."));
        TermRange range = TermRange.of(
                Terms.name("objecttype", "objectid"), Terms.value(about.words().getFirst(), inputs.number("objectid")));
        List<ObjectNumber> threads = desk.read(caller, tx -> Messages.last(tx, Posting.THREAD, range, THREADS_MAX));
        return new Found(caller, threads, !inputs.yes("exclmessages"));
    }

    /// Written page by page. Used once, by one thread.
    private final class Found implements CommandResult {
        private final Caller caller;
        private final List<ObjectNumber> threads;
        private final boolean withMessages;
        private final ThreadText text;
        private final SentBytes page = new SentBytes();
        private boolean first = true;

        Found(Caller caller, List<ObjectNumber> threads, boolean withMessages) {
            this.caller = caller;
            this.threads = threads;
            this.withMessages = withMessages;
            this.text = new ThreadText(desk, caller);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            page.writeBytes("{\"status\":1,\"threads\":[".getBytes(UTF_8));
            int written = 0;
            while (written < threads.size()) {
                List<ObjectNumber> rest = threads.subList(written, threads.size());
                written += desk.read(caller, tx -> page(tx, rest));
                page.writeTo(out);
                page.clear();
            }
            page.writeBytes("]}".getBytes(UTF_8));
            page.writeTo(out);
        }

        /// @return how many of the threads are done
        private int page(ReadTransaction tx, List<ObjectNumber> rest) {
            var presenter = text.presenter(tx, withMessages);
            CommandType type = desk.type("thread");
            int done = 0;
            for (ObjectNumber number : rest) {
                ObjectDesk.find(tx, type, number.value())
                        .filter(thread -> ObjectDesk.isShown(type, thread))
                        .ifPresent(thread -> {
                            page.writeBytes((first ? "" : ",").getBytes(UTF_8));
                            first = false;
                            presenter.present(
                                    page, number.value(), thread.modifiedAt().toEpochMilli(), thread.body());
                        });
                done++;
                if (page.size() >= PAGE_BYTES) {
                    break;
                }
            }
            return done;
        }
    }
}
