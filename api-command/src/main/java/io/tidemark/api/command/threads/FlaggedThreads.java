package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import java.util.LinkedHashSet;
import java.util.Set;

/// Threads that wait for whoever checks in next on their object (`isflaggedforcheckin`). Stateless.
public final class FlaggedThreads {
    /// Most threads that one check-in delivers; others wait for the next one.
    static final int DELIVERED_MAX = 100;

    private FlaggedThreads() {}

    /// Delivers the threads that wait at an object to a user who checks in on it: he takes part from now on, has not
    /// read their latest messages, and they wait no longer.
    ///
    /// @param saving the transaction of the check-in
    /// @param type the type of the object, one that has a word for `objecttype`
    /// @param object the object
    /// @param user who checks in
    public static void deliver(Saving saving, CommandType type, ObjectNumber object, UserId user) {
        TermRange waiting = TermRange.of(
                Terms.name("objecttype", "objectid", "isflaggedforcheckin"),
                Terms.value(type.words().getFirst(), object.value(), 1));
        for (TermHit hit : saving.stored().found(Posting.THREAD, waiting, DELIVERED_MAX)) {
            Current thread = saving.get(Posting.THREAD, hit.number());
            Set<Long> messages = new LinkedHashSet<>();
            for (ObjectNumber message :
                    Messages.newest(saving.stored(), hit.number().value())) {
                boolean own = saving.find(Posting.MESSAGE, message)
                        .filter(found -> Facts.of(found).number("userid") == user.value())
                        .isPresent();
                if (!own) {
                    messages.add(message.value());
                }
            }
            new Posting(saving).deliver(thread, user, messages);
        }
    }
}
