package io.tidemark.calendar.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * A date or a date with time, and the zone in which it is meant. Immutable.
 *
 * @param local midnight for a date
 */
record Moment(LocalDateTime local, ZoneRules zone, boolean isDate) {

    /** In a gap the offset before it holds, at an overlap the first of the two (RFC 5545 3.3.5). */
    Instant instant() {
        return instantOf(local);
    }

    /** What another local time of the same zone is. */
    Instant instantOf(LocalDateTime other) {
        return other.toInstant(zone.getOffset(other));
    }

    LocalDateTime localOf(Instant instant) {
        ZoneOffset offset = zone.getOffset(instant);
        return LocalDateTime.ofInstant(instant, offset);
    }

    /**
     * The occurrence that {@code value} names in a series that starts here: where one has a time and the other is a date, the
     * date counts and the clock time is this one's.
     */
    Moment align(Moment value) {
        if (value.isDate == isDate) {
            return value;
        }
        return new Moment(value.local.toLocalDate().atTime(local.toLocalTime()), zone, isDate);
    }
}
