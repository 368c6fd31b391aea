package io.tidemark.catalog;

import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.handshake.Stream;
import io.tidemark.core.object.ObjectTypes;
import java.util.List;

/// All types of objects, and the streams in which they are synchronized. Stateless.
public final class Catalog {
    /// Meetings and repeating meetings both ways, the calendar from the device to the server (meeting API 3.2).
    public static final Stream MEETINGS = new Stream(
            "meetings",
            0,
            List.of(MeetingType.ID, MeetingRecurrenceType.ID),
            List.of(
                    new Stream.OneWay(CalendarEntryType.ID, MeetingType.ID),
                    new Stream.OneWay(CalendarRecurrenceType.ID, null)));

    /// Tasks (meeting API 3.3).
    public static final Stream TASKS = new Stream("tasks", 1, List.of(TaskType.ID), List.of());

    private Catalog() {}

    /// All types.
    public static ObjectTypes types() {
        return ObjectTypes.of(List.of(
                new MeetingType(),
                new MeetingRecurrenceType(),
                new CalendarEntryType(),
                new CalendarRecurrenceType(),
                new TaskType()));
    }
}
