package io.tidemark.core.audience;

import io.tidemark.core.log.Sequence;
import org.jspecify.annotations.Nullable;

/// One stay of a user in a group. Ended ones are kept: they say what a device of the user may still hold.
///
/// @param principal the group's
/// @param begin the change that brought the user in
/// @param end the change that took the user out; null while there
public record Membership(
        Principal principal, Sequence begin, @Nullable Sequence end) {
    /// Whether the user was in the group at a position of the log, after the change with that number.
    public boolean holdsAt(Sequence position) {
        return begin.compareTo(position) <= 0 && (end == null || end.isAfter(position));
    }
}
