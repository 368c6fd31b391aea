package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.Collection;
import java.util.Set;

/// Messages of threads, marked as read or as not read (command API Q11). Neither message nor thread changes by it.
/// Thread-safe.
final class ThreadMarks {
    private final ObjectDesk desk;
    private final Marks marks;

    ThreadMarks(ObjectDesk desk) {
        this.desk = desk;
        this.marks = new Marks(desk, Posting.MESSAGE);
    }

    void read(Caller caller, String command, Collection<Long> messages) {
        marks.set(
                caller,
                command,
                messages,
                (tx, number) -> Unread.has(tx, caller.user(), number),
                (saving, message) -> Unread.remove(
                        saving, caller.user(), saving.number(message).value()));
    }

    void unread(Caller caller, String command, Collection<Long> messages) {
        marks.set(
                caller,
                command,
                messages,
                (tx, number) -> !Unread.has(tx, caller.user(), number) && isFor(caller, tx, number),
                (saving, message) -> Unread.add(
                        saving,
                        Facts.of(message).number("threadid"),
                        saving.number(message).value(),
                        Set.of(caller.user().value())));
    }

    private boolean isFor(Caller caller, ReadTransaction tx, long message) {
        return ObjectDesk.find(tx, desk.type("tmessage"), message)
                .map(found -> new ObjectNumber(Facts.of(found).number("threadid")))
                .flatMap(thread -> ObjectDesk.find(tx, desk.type("thread"), thread.value()))
                .filter(thread -> Facts.of(thread).isThreadFor(caller.user()))
                .isPresent();
    }
}
