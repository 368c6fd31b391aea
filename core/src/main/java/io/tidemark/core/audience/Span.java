package io.tidemark.core.audience;

import java.time.Instant;

/// A stretch of time in which an object occupies a principal, for "who is not available when". Half-open: the end is
/// free again.
///
/// @param principal who is occupied
/// @param start the first instant
/// @param end the first free instant; [Instant#MAX] when it never ends. For an object that repeats, the stretch covers
/// all repetitions and the type says which parts of it are occupied
public record Span(Principal principal, Instant start, Instant end) {
    public Span {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a span ends after it starts");
        }
    }
}
