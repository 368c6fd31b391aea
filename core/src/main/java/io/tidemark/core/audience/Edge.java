package io.tidemark.core.audience;

import io.tidemark.core.log.Sequence;
import org.jspecify.annotations.Nullable;

/// One stay of an object in a principal's selection. Ended edges are kept: they say what a device may still hold, and
/// why.
///
/// @param begin the change that brought the object in
/// @param end the change that took it out; null while it is in
public record Edge(Sequence begin, @Nullable Sequence end) {
    /// Whether the object was in the selection at a position of the log, after the change with that number.
    public boolean holdsAt(Sequence position) {
        return begin.compareTo(position) <= 0 && (end == null || end.isAfter(position));
    }
}
