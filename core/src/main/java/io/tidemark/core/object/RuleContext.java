package io.tidemark.core.object;

import io.tidemark.core.directory.User;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.ZoneId;

/// What a rule may look at and touch while it decides.
///
/// @param actor who wants it
/// @param now the time of the request
/// @param zone the account's time zone
/// @param transaction the people of the account; a rule may add guests (meeting API 5.12), look at other objects, and
/// touches nothing else
/// @param ids new identifiers
public record RuleContext(User actor, Instant now, ZoneId zone, WriteTransaction transaction, IdSource ids) {}
