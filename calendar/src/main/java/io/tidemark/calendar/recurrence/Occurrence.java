package io.tidemark.calendar.recurrence;

import java.time.Instant;

/**
 * One time that a pattern takes place. Immutable.
 *
 * @param originalDate the start that the pattern gives; its identity within the recurrence
 * @param start the actual start; differs from {@code originalDate} only if the occurrence was moved
 * @param end not before {@code start}
 */
public record Occurrence(Instant originalDate, Instant start, Instant end) {

    /** Whether it shares an instant with {@code [from, to)}; one without length does if it starts there. */
    public boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && (end.isAfter(from) || !start.isBefore(from));
    }
}
