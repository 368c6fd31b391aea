package io.tidemark.calendar.ical;

import io.tidemark.calendar.recurrence.RecurrencePattern;
import java.util.List;

/**
 * A repeated meeting. Immutable.
 *
 * @param template the defaults of every occurrence, at the time of the first
 * @param pattern when it repeats; its exceptions are the deleted occurrences only, as spec 3.14 wants it for meetings
 * @param instances the occurrences that differ from template or pattern, by original date
 */
public record ImportedRecurrence(
        ImportedMeeting template, RecurrencePattern pattern, List<ImportedInstance> instances) {

    public ImportedRecurrence {
        instances = List.copyOf(instances);
    }
}
