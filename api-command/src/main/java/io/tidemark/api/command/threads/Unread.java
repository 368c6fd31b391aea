package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who has not read which messages of threads.
///
/// For a message that somebody has not read there is an object of the type `unread`, under the message's
/// number. It is no part of the message, on purpose: to read a message must change neither it nor its thread,
/// or everybody would get them again, and the message's text would be stored again for each reader. All
/// questions are ranges of one term, which names the user, the thread and the message; no object is read.
/// Stateless.
final class Unread {
    /// Most unread messages of a user that are counted; a count beyond says no more to anybody.
    static final int COUNTED_MAX = 10_000;

    private static final TypeId TYPE = new TypeId("unread");
    private static final String USERS = "users";
    private static final String THREAD = "threadid";
    private static final String MESSAGE = "messageid";
    private static final String TERM = Terms.name(USERS, THREAD, MESSAGE);
    /// Behind every digit.
    private static final String END = ":";

    private Unread() {}

    /// How many messages a user has not read, by thread; threads without such are not there.
    static Map<Long, Integer> byThread(ReadTransaction tx, UserId user) {
        Map<Long, Integer> counts = new TreeMap<>();
        for (TermHit hit : hits(tx, user.value() + " ")) {
            counts.merge(part(hit, 1), 1, Integer::sum);
        }
        return counts;
    }

    /// The messages of a thread that a user has not read.
    static Set<Long> in(ReadTransaction tx, UserId user, long thread) {
        Set<Long> messages = new TreeSet<>();
        for (TermHit hit : hits(tx, user.value() + " " + thread + " ")) {
            messages.add(part(hit, 2));
        }
        return messages;
    }

    private static List<TermHit> hits(ReadTransaction tx, String begin) {
        return tx.found(TYPE, TermRange.between(TERM, begin, begin + END), COUNTED_MAX);
    }

    private static long part(TermHit hit, int index) {
        return Long.parseLong(hit.value().split(" ", -1)[index]);
    }

    /// Whether a user has not read a message.
    static boolean has(ReadTransaction tx, UserId user, long message) {
        return tx.object(key(message))
                .filter(object ->
                        !object.deleted() && Facts.of(object).numbers(USERS).contains(user.value()))
                .isPresent();
    }

    /// Some users have not read a message.
    static void add(Saving saving, long thread, long message, Set<Long> users) {
        if (users.isEmpty()) {
            return;
        }
        Current before = saving.find(key(message)).orElse(null);
        Set<Long> all =
                new LinkedHashSet<>(before == null ? Set.of() : Facts.of(before).numbers(USERS));
        all.addAll(users);
        Patch patch = CommandObjectType.decided(JsonObject.EMPTY
                .with(MESSAGE, JsonNumber.of(message))
                .with(THREAD, JsonNumber.of(thread))
                .with(USERS, Facts.array(all)));
        if (before == null) {
            saving.create(key(message), Patch.NOTHING, patch);
        } else {
            saving.change(before, Patch.NOTHING, patch);
        }
    }

    /// A user has read a message. Without effect when he had before.
    static void remove(Saving saving, UserId user, long message) {
        saving.find(key(message)).ifPresent(before -> {
            Set<Long> left = new LinkedHashSet<>(Facts.of(before).numbers(USERS));
            boolean had = left.remove(user.value());
            if (left.isEmpty()) {
                saving.delete(before);
            } else if (had) {
                saving.change(
                        before,
                        Patch.NOTHING,
                        CommandObjectType.decided(JsonObject.EMPTY.with(USERS, Facts.array(left))));
            }
        });
    }

    private static ObjectKey key(long message) {
        return new ObjectKey(TYPE, Long.toString(message));
    }
}
