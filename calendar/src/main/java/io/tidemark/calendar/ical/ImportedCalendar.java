package io.tidemark.calendar.ical;

import java.util.List;
import java.util.Map;

/**
 * What a calendar file holds. Immutable.
 *
 * <p>Every {@code VEVENT} of the file is behind one of: a meeting, a recurrence (as its template, as an instance or as a
 * deleted date), or a {@link Skipped} of extent {@code ENTIRE}.
 *
 * @param meetings in the order of the file
 * @param recurrences in the order of the file
 * @param skipped what is not imported, and what is imported only in part; by line
 * @param extras what meetings do not have, with the number of events that have it; kinds that no event has are absent
 */
public record ImportedCalendar(
        List<ImportedMeeting> meetings,
        List<ImportedRecurrence> recurrences,
        List<Skipped> skipped,
        Map<Extra, Integer> extras) {

    public ImportedCalendar {
        meetings = List.copyOf(meetings);
        recurrences = List.copyOf(recurrences);
        skipped = List.copyOf(skipped);
        extras = Map.copyOf(extras);
    }
}
