package io.tidemark.core.log;

import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One line of an account's log.
///
/// @param sequence its number
/// @param at its commit instant, millisecond precision; never earlier than that of the entry before
/// @param kind what happened
/// @param key the object it happened to
/// @param number the storage's name of that object; null when a refused upload created none
/// @param fields the names of the fields that changed, or that were offered
/// @param origin who, from where, through which call
/// @param previous the version of the object that this change replaced; zero when there was none
/// @param before the bytes that this change replaced; null when there were none, nothing was replaced, or it is
/// forgotten
///     ([Horizon])
/// @param offered the bytes that were offered and not taken; null unless [ChangeKind#OVERRULED] or
/// [ChangeKind#REFUSED], or when
///     it is forgotten
/// @param detail why it was overruled or refused: a code and a sentence; null otherwise
public record LogEntry(
        Sequence sequence,
        Instant at,
        ChangeKind kind,
        ObjectKey key,
        @Nullable ObjectNumber number,
        Set<String> fields,
        Origin origin,
        Sequence previous,
        byte @Nullable [] before,
        byte @Nullable [] offered,
        @Nullable String detail) {

    /// Two entries are the same when they have the same number.
    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry that && sequence.equals(that.sequence);
    }

    @Override
    public int hashCode() {
        return sequence.hashCode();
    }
}
