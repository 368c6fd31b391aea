package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.WireObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSMeetingSynchronization (spec 3.2): what a client commits, and what Sync answers. Each list is in the order of the
 * message. Immutable.
 *
 * @param syncToken the round that the commit confirms; null for one that confirms nothing (spec 5.6)
 * @param meetings items with a {@link MeetingShapes#MEETING}
 * @param meetingRecurrences items with a {@link MeetingShapes#MEETING_RECURRENCE}
 * @param calendarEntries items with a {@link MeetingShapes#CALENDAR_ENTRY}; none in an answer
 * @param calendarRecurrences items with a {@link MeetingShapes#RECURRENCE_PATTERN}; none in an answer
 */
public record MeetingCommit(
        @Nullable String syncToken,
        List<SyncItem> meetings,
        List<SyncItem> meetingRecurrences,
        List<SyncItem> calendarEntries,
        List<SyncItem> calendarRecurrences) {

    public MeetingCommit {
        meetings = List.copyOf(meetings);
        meetingRecurrences = List.copyOf(meetingRecurrences);
        calendarEntries = List.copyOf(calendarEntries);
        calendarRecurrences = List.copyOf(calendarRecurrences);
    }

    /** How many items all lists have together. */
    public int size() {
        return meetings.size() + meetingRecurrences.size() + calendarEntries.size() + calendarRecurrences.size();
    }

    /** The message. All arrays are written, empty ones too (spec 2.2). */
    public WireObject toWire() {
        return SyncShapes.MEETING_SYNCHRONIZATION
                .empty()
                .with("SyncToken", syncToken)
                .with("Meetings", wire(meetings, SyncCollection.MEETINGS))
                .with("MeetingRecurrences", wire(meetingRecurrences, SyncCollection.MEETING_RECURRENCES))
                .with("CalendarEntries", wire(calendarEntries, SyncCollection.CALENDAR_ENTRIES))
                .with("CalendarRecurrences", wire(calendarRecurrences, SyncCollection.CALENDAR_RECURRENCES));
    }

    private static List<WireObject> wire(List<SyncItem> items, SyncCollection collection) {
        return items.stream().map(item -> item.toWire(collection)).toList();
    }
}
