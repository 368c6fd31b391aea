package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.WireObject;
import java.util.Optional;

/** The arrays of Sync and SyncCommit (spec 3.2, 3.3), each with the property of its items that holds the object. */
public enum SyncCollection {
    MEETINGS("Meetings", "Meeting", SyncShapes.SYNC_MEETING),
    MEETING_RECURRENCES("MeetingRecurrences", "MeetingRecurrence", SyncShapes.SYNC_MEETING_RECURRENCE),
    CALENDAR_ENTRIES("CalendarEntries", "CalendarEntry", SyncShapes.SYNC_CALENDAR_ENTRY),
    CALENDAR_RECURRENCES("CalendarRecurrences", "Pattern", SyncShapes.SYNC_CALENDAR_RECURRENCE),
    TASKS("Tasks", "Task", SyncShapes.SYNC_TASK);

    private final String wireName;
    private final String contentName;

    @SuppressWarnings("Immutable") // Shape is, but carries no annotation of Error Prone
    private final Shape itemShape;

    SyncCollection(String wireName, String contentName, Shape itemShape) {
        this.wireName = wireName;
        this.contentName = contentName;
        this.itemShape = itemShape;
    }

    /** The name of the array. */
    public String wireName() {
        return wireName;
    }

    /** The property of an item that holds the object. */
    public String contentName() {
        return contentName;
    }

    public Shape itemShape() {
        return itemShape;
    }

    /**
     * The id that an item's content carries: a recurrence's is its template's (spec 3.14), a calendar recurrence has none
     * (spec 3.9).
     */
    public Optional<String> idOf(WireObject content) {
        if (this == CALENDAR_RECURRENCES) {
            return Optional.empty();
        }
        if (this == MEETING_RECURRENCES) {
            return content.object("Meeting").flatMap(template -> template.text("Id"));
        }
        return content.text("Id");
    }
}
