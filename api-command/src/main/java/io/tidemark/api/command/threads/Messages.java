package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// The messages of threads, for reading. Stateless.
final class Messages {
    /// Most messages that a thread brings along where it is one of many. [WholeThread] gives all.
    static final int ALONG_MAX = 200;
    /// And most bytes of these: a part of a change list is some of them.
    static final int ALONG_BYTES_MAX = 256 * 1024;

    private static final int BATCH = 1_000;

    private Messages() {}

    /// All messages of a thread.
    static TermRange of(long thread) {
        return TermRange.of("threadid", Terms.value(thread));
    }

    /// The numbers of the newest messages of a thread, ascending; at most [#ALONG_MAX].
    static List<ObjectNumber> newest(ReadTransaction tx, long thread) {
        return last(tx, Posting.MESSAGE, of(thread), ALONG_MAX);
    }

    /// The last objects of a range, ascending. Reads the range, but no object.
    static List<ObjectNumber> last(ReadTransaction tx, TypeId type, TermRange all, int limit) {
        Deque<ObjectNumber> last = new ArrayDeque<>();
        TermRange range = all;
        List<TermHit> page;
        do {
            page = tx.found(type, range, BATCH);
            for (TermHit hit : page) {
                if (last.size() == limit) {
                    last.removeFirst();
                }
                last.addLast(hit.number());
            }
            range = page.isEmpty() ? range : range.after(page.getLast());
        } while (page.size() == BATCH);
        return List.copyOf(last);
    }

    /// The newest messages of a thread, oldest first, within both limits; at least one if there is any.
    static List<StoredObject> along(ReadTransaction tx, long thread) {
        List<StoredObject> along = new ArrayList<>();
        long bytes = 0;
        for (ObjectNumber number : newest(tx, thread).reversed()) {
            StoredObject message = tx.object(number).orElseThrow();
            bytes += message.body().length;
            if (bytes > ALONG_BYTES_MAX && !along.isEmpty()) {
                break;
            }
            along.add(message);
        }
        Collections.reverse(along);
        return along;
    }
}
