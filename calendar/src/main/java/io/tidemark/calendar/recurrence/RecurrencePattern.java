package io.tidemark.calendar.recurrence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When something repeats: the typed mirror of {@code JSRecurrencePattern} (spec 3.16). Immutable.
 *
 * <p>A pattern that has neither {@code endDate} nor {@code occurrences} is endless; if both are given, {@code endDate}
 * decides. Apps that send 0 for a number they do not use mean "absent", so 0 is read as absent in {@code dayOfWeekMask},
 * {@code dayOfMonth}, {@code instance} and {@code occurrences}.
 *
 * @param type the kind of repetition
 * @param interval step in days, weeks, months or years by type, at most 10,000; absent or below 1 means 1
 * @param dayOfWeekMask one bit per weekday from Sunday = 1 to Saturday = 64; absent means the weekday of {@code startDate}
 * @param dayOfMonth 1 to 31, for {@code MONTHLY}; absent means the day of {@code startDate}
 * @param instance which of the mask's days, for the two nth types: 1 to 4, or 5 for the last; absent means that of {@code
 *     startDate}
 * @param startDate start of the first possible occurrence; its local clock time is that of all others
 * @param endDate no occurrence starts after it; itself included
 * @param occurrences how many dates the pattern has, later deleted ones included; at most 100,000
 * @param durationMinutes length of an occurrence, 0 to ten years
 * @param exceptions moved and deleted occurrences, sorted by {@code originalDate}; at most 10,000
 * @param offsets the local time that the dates are counted in
 */
public record RecurrencePattern(
        RecurrenceType type,
        @Nullable Integer interval,
        @Nullable Integer dayOfWeekMask,
        @Nullable Integer dayOfMonth,
        @Nullable Integer instance,
        Instant startDate,
        @Nullable Instant endDate,
        @Nullable Integer occurrences,
        int durationMinutes,
        List<RecurrenceException> exceptions,
        SeasonalOffsets offsets) {

    /**
     * Cuts the instants to whole seconds, as they are on the wire, and sorts the exceptions. Throws {@link
     * IllegalArgumentException}, with a sentence that names the field, for a value out of its bounds.
     */
    public RecurrencePattern {
        Bounds.check("interval", interval, Integer.MIN_VALUE, Bounds.INTERVAL_MAX);
        Bounds.check("dayOfWeekMask", dayOfWeekMask, 0, 127);
        Bounds.check("dayOfMonth", dayOfMonth, 0, 31);
        Bounds.check("instance", instance, 0, 5);
        Bounds.check("occurrences", occurrences, 0, Bounds.OCCURRENCES_MAX);
        Bounds.check("durationMinutes", durationMinutes, 0, Bounds.DURATION_MINUTES_MAX);
        Bounds.check("number of exceptions", exceptions.size(), 0, Bounds.EXCEPTIONS_MAX);
        startDate = Bounds.instant("startDate", startDate).truncatedTo(ChronoUnit.SECONDS);
        if (endDate != null) {
            endDate = Bounds.instant("endDate", endDate).truncatedTo(ChronoUnit.SECONDS);
        }
        exceptions = exceptions.stream()
                .sorted(Comparator.comparing(RecurrenceException::originalDate))
                .toList();
    }

    public RecurrencePattern withExceptions(List<RecurrenceException> newExceptions) {
        return new RecurrencePattern(
                type,
                interval,
                dayOfWeekMask,
                dayOfMonth,
                instance,
                startDate,
                endDate,
                occurrences,
                durationMinutes,
                newExceptions,
                offsets);
    }
}
