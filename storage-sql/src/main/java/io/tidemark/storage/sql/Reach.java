package io.tidemark.storage.sql;

import java.time.Duration;
import java.util.List;

/// Classes of spans by length. A span of a class that ends after an instant starts less than the class's
/// longest length before it, so "what overlaps this interval" reads one short range of the index per class,
/// however long the past is.
final class Reach {
    /// The longest span of each class, in milliseconds: appointments, trips and holidays, everything else (a
    /// series that repeats is one span).
    static final List<Long> LONGEST_MILLIS =
            List.of(Duration.ofDays(1).toMillis(), Duration.ofDays(40).toMillis(), Long.MAX_VALUE);

    private Reach() {}

    /// The class of the span with these ends, in epoch milliseconds.
    static int of(long start, long finish) {
        int reach = 0;
        while (LONGEST_MILLIS.get(reach) < lengthOf(start, finish)) {
            reach++;
        }
        return reach;
    }

    /// The latest start that a span of this class cannot have when it ends after `instant`.
    static long startsAfter(int reach, long instant) {
        long longest = LONGEST_MILLIS.get(reach);
        return instant < Long.MIN_VALUE + longest ? Long.MIN_VALUE : instant - longest;
    }

    private static long lengthOf(long start, long finish) {
        long length = finish - start;
        return length < 0 ? Long.MAX_VALUE : length;
    }
}
