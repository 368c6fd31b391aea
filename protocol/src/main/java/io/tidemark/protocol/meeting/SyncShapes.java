package io.tidemark.protocol.meeting;

import static io.tidemark.protocol.json.Kind.DATE_TIME;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;

/**
 * The envelope of Sync answers and SyncCommit bodies, and its items. Every item carries {@code State}, {@code ClientSyncId}
 * and {@code LastModified} (JSSyncObject, spec 3.1 [doc]) and the object it is about.
 */
public final class SyncShapes {
    /** The longest name that a client may give its own copy of an object, in UTF-16 units. */
    public static final int CLIENT_SYNC_ID_CHARS = 255;

    private static final int TOKEN_CHARS = 2_000;
    private static final int ITEMS_MAX = Integer.MAX_VALUE; // bounded by ReadLimits.topLevelItems

    /** A single meeting: JSSyncMeeting, spec 3.4, {@code Meeting} [inferred]. */
    public static final Shape SYNC_MEETING = item("SyncMeeting", "Meeting", MeetingShapes.MEETING);

    /** A repeating meeting: JSSyncMeetingRecurrence, spec 3.5, {@code MeetingRecurrence} and its alias [inferred]. */
    public static final Shape SYNC_MEETING_RECURRENCE = item(
            "SyncMeetingRecurrence",
            Property.of("MeetingRecurrence", Kind.nested(MeetingShapes.MEETING_RECURRENCE))
                    .alias("Recurrence"));

    /** A busy slot, from client to server only: JSSyncCalendarEntry, spec 3.7 [doc]. */
    public static final Shape SYNC_CALENDAR_ENTRY =
            item("SyncCalendarEntry", "CalendarEntry", MeetingShapes.CALENDAR_ENTRY);

    /** A repeating busy slot, from client to server only: JSSyncCalendarRecurrence, spec 3.9 [doc]. */
    public static final Shape SYNC_CALENDAR_RECURRENCE =
            item("SyncCalendarRecurrence", "Pattern", MeetingShapes.RECURRENCE_PATTERN);

    /** A task: JSSyncTask, spec 3.6, {@code Task} [inferred]. */
    public static final Shape SYNC_TASK = item("SyncTask", "Task", MeetingShapes.TASK);

    /**
     * Changes of meetings and the calendar: JSMeetingSynchronization, spec 3.2 [doc]. {@code CalendaerEntries}, the spelling of
     * the vendor's example, is read as an alias [inferred].
     */
    public static final Shape MEETING_SYNCHRONIZATION = Shape.of(
            "MeetingSynchronization",
            Property.of("SyncToken", Kind.text(TOKEN_CHARS)),
            Property.of("Meetings", Kind.items(SYNC_MEETING, ITEMS_MAX)),
            Property.of("MeetingRecurrences", Kind.items(SYNC_MEETING_RECURRENCE, ITEMS_MAX)),
            Property.of("CalendarEntries", Kind.items(SYNC_CALENDAR_ENTRY, ITEMS_MAX))
                    .alias("CalendaerEntries"),
            Property.of("CalendarRecurrences", Kind.items(SYNC_CALENDAR_RECURRENCE, ITEMS_MAX)));

    /** Changes of tasks: JSTaskSynchronization, spec 3.3 [inferred]. */
    public static final Shape TASK_SYNCHRONIZATION = Shape.of(
            "TaskSynchronization",
            Property.of("SyncToken", Kind.text(TOKEN_CHARS)),
            Property.of("Tasks", Kind.items(SYNC_TASK, ITEMS_MAX)));

    private SyncShapes() {}

    private static Shape item(String name, String contentName, Shape content) {
        return item(name, Property.of(contentName, Kind.nested(content)));
    }

    private static Shape item(String name, Property content) {
        return Shape.of(
                name,
                Property.of("State", Kind.oneOf(SyncState.class)),
                Property.of("ClientSyncId", Kind.text(CLIENT_SYNC_ID_CHARS)),
                Property.of("LastModified", DATE_TIME),
                content);
    }
}
