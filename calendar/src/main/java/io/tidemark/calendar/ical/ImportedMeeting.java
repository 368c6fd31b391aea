package io.tidemark.calendar.ical;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One meeting at one time. Immutable.
 *
 * @param uid unique among the meetings and recurrences of an import, and the same when the file is imported again; an
 *     occurrence that stands alone has its event's UID, a slash and its original start
 * @param title empty if the file gives none, as are {@code location} and {@code description}
 * @param end not before {@code start}; for an all-day meeting the midnight after its last day
 * @param allDay whole days, in the zone of the calendar
 * @param organizer absent in a calendar entry without participants
 * @param cancelled called off but kept by its organizer's calendar
 * @param busy whether it takes the time of its participants
 */
public record ImportedMeeting(
        String uid,
        String title,
        Instant start,
        Instant end,
        String location,
        String description,
        boolean allDay,
        @Nullable Person organizer,
        List<Attendee> attendees,
        boolean cancelled,
        boolean busy) {

    public ImportedMeeting {
        attendees = List.copyOf(attendees);
    }

    ImportedMeeting at(String newUid, Instant newStart, Instant newEnd) {
        return new ImportedMeeting(
                newUid, title, newStart, newEnd, location, description, allDay, organizer, attendees, cancelled, busy);
    }
}
