package io.tidemark.calendar.recurrence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One occurrence that is not where the pattern puts it: moved, or deleted. Immutable.
 *
 * @param originalDate the start that the pattern gives, to the second; identifies the occurrence within its recurrence
 * @param startDate the actual start, to the second; repeats {@code originalDate} for a deleted occurrence
 * @param durationMinutes 0 to ten years; 0 means that the occurrence is deleted (spec 3.17)
 */
public record RecurrenceException(Instant originalDate, Instant startDate, int durationMinutes) {

    /** Cuts the instants to whole seconds. Throws {@link IllegalArgumentException} for a value out of its bounds. */
    public RecurrenceException {
        originalDate = Bounds.instant("originalDate", originalDate).truncatedTo(ChronoUnit.SECONDS);
        startDate = Bounds.instant("startDate", startDate).truncatedTo(ChronoUnit.SECONDS);
        Bounds.check("durationMinutes", durationMinutes, 0, Bounds.DURATION_MINUTES_MAX);
    }

    public static RecurrenceException deleted(Instant originalDate) {
        return new RecurrenceException(originalDate, originalDate, 0);
    }

    public boolean isDeleted() {
        return durationMinutes == 0;
    }
}
