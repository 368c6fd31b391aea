package io.tidemark.core.object;

import io.tidemark.core.directory.User;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/// What a rule may look at and touch while it decides.
///
/// @param actor who wants it
/// @param now the time of the request
/// @param zone the account's time zone
/// @param transaction the people of the account; a rule may add guests (meeting API 5.12), look at other
/// objects, and touches nothing else
/// @param ids new identifiers
/// @param decided fields whose values the server decided in this call, where a client could not: they are taken
/// although
/// a type marks them as read-only, and what they refer to may be about to be made in the same transaction
public record RuleContext(
        User actor, Instant now, ZoneId zone, WriteTransaction transaction, IdSource ids, Set<String> decided) {
    public RuleContext {
        decided = Set.copyOf(decided);
    }

    /// A context in which clients decide everything that they may.
    public RuleContext(User actor, Instant now, ZoneId zone, WriteTransaction transaction, IdSource ids) {
        this(actor, now, zone, transaction, ids, Set.of());
    }

    /// This context, for values that the server decided.
    public RuleContext deciding(Set<String> fields) {
        return new RuleContext(actor, now, zone, transaction, ids, fields);
    }
}
