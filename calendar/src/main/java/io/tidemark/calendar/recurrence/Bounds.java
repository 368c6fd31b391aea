package io.tidemark.calendar.recurrence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The limits of what a pattern may say. They keep every expansion finite and every sum within {@code long}. */
final class Bounds {
    static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");

    /** No occurrence starts after this instant, an endless pattern's neither. */
    static final Instant LATEST = Instant.parse("9999-12-30T23:59:59Z");

    /** Ten years of 365.25 days. */
    static final int DURATION_MINUTES_MAX = 5_259_600;

    static final int INTERVAL_MAX = 10_000;
    static final int OCCURRENCES_MAX = 100_000;
    static final int EXCEPTIONS_MAX = 10_000;

    /** Eighteen hours, the most that {@link java.time.ZoneOffset} knows. */
    static final int OFFSET_MINUTES_MAX = 18 * 60;

    /** Summer time moves the clock by less than half a day, so two dates never change their order. */
    static final int DAYLIGHT_SHIFT_MINUTES_MAX = 12 * 60;

    private Bounds() {}

    static void check(String name, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }

    static Instant instant(String name, Instant value) {
        if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
            throw new IllegalArgumentException(name + " must lie in the years 1 to 9999, not at " + value);
        }
        return value;
    }
}
