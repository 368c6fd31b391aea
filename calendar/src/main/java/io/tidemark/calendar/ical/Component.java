package io.tidemark.calendar.ical;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component below {@code VCALENDAR}, as lines that are not yet read. Immutable.
 *
 * @param name in upper case
 * @param line of its {@code BEGIN}, counted from 1
 * @param lines the content lines between {@code BEGIN} and {@code END}, those of nested components included
 * @param calendar the calendar around it
 * @param defect why it cannot be read, a sentence; absent if its nesting is sound
 */
record Component(
        String name,
        int line,
        List<String> lines,
        CalendarHeader calendar,
        @Nullable String defect) {

    /**
     * The properties of a {@code VCALENDAR} that give meaning to its components.
     *
     * @param zoneName {@code X-WR-TIMEZONE}
     * @param method {@code METHOD}, in upper case
     */
    record CalendarHeader(
            @Nullable String zoneName, @Nullable String method) {
        static final CalendarHeader EMPTY = new CalendarHeader(null, null);
    }
}
