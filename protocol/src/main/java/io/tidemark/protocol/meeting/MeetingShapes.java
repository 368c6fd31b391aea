package io.tidemark.protocol.meeting;

import static io.tidemark.protocol.json.Kind.BOOL;
import static io.tidemark.protocol.json.Kind.DATE_TIME;
import static io.tidemark.protocol.json.Kind.ID;

import io.tidemark.protocol.json.Kind;
import io.tidemark.protocol.json.Property;
import io.tidemark.protocol.json.Shape;
import io.tidemark.protocol.json.SortKey;

/** The objects that are synchronized, and their parts. */
public final class MeetingShapes {
    private static final int NAME_CHARS = 255;
    private static final int EMAIL_CHARS = 320; // RFC 3696: 64 before the @, 255 after it
    private static final int TITLE_CHARS = 1_000;
    private static final int BODY_CHARS = 100_000;

    private static final int PEOPLE_MAX = 2_000;
    private static final int OCCURRENCES_MAX = 5_000; // 13 years of a daily meeting, each occurrence changed

    private static final long OFFSET_MINUTES_MAX = 18 * 60; // as java.time.ZoneOffset

    /**
     * A user as others name him: JSUserUI, spec 3.12. {@code Id}, {@code Name}, {@code Email}: [doc-example]. The email
     * identifies the user; it is kept as sent and compared in lower case (spec 3.13 [doc]).
     */
    public static final Shape USER = Shape.of(
            "User",
            Property.of("Id", ID),
            Property.of("Name", Kind.text(NAME_CHARS)),
            Property.of("Email", Kind.text(EMAIL_CHARS)));

    /**
     * One attendee of a meeting: JSInvitation, spec 3.11. All properties [doc-example]; the values of {@code Status}
     * [inferred] but for {@code PENDING}.
     */
    public static final Shape INVITATION = Shape.of(
            "Invitation",
            Property.of("User", Kind.nested(USER)),
            Property.of("Status", Kind.oneOf(InvitationStatus.class)),
            Property.of("Required", BOOL),
            Property.of("IsCoHost", BOOL));

    /**
     * A meeting: JSMeeting, spec 3.10 [doc], but {@code AllDayEvent} and {@code ModifiedTime} [doc-example] and the type of
     * {@code SendInvitations} and {@code CreateTeamsMeeting} [inferred].
     *
     * <p>Read-only: {@code ActualStart}, {@code ActualEnd} [doc], {@code ModifiedTime} [inferred]. {@code Invitations} are
     * sorted by email [doc], those of one email by id [inferred].
     */
    public static final Shape MEETING = Shape.of(
            "Meeting",
            Property.of("Id", ID),
            Property.of("Title", Kind.text(TITLE_CHARS)),
            Property.of("Start", DATE_TIME),
            Property.of("End", DATE_TIME),
            Property.of("Location", Kind.text(TITLE_CHARS)),
            Property.of("Purpose", Kind.text(BODY_CHARS)),
            Property.of("AllDayEvent", BOOL),
            Property.readOnly("ModifiedTime", DATE_TIME),
            Property.of("Host", Kind.nested(USER)),
            Property.of(
                    "Invitations",
                    Kind.items(
                            INVITATION, PEOPLE_MAX, SortKey.ignoringCase("User", "Email"), SortKey.of("User", "Id"))),
            Property.of("SendInvitations", BOOL),
            Property.of("InvitationSendTime", DATE_TIME),
            Property.readOnly("ActualStart", DATE_TIME),
            Property.readOnly("ActualEnd", DATE_TIME),
            Property.of("CreateTeamsMeeting", BOOL));

    /**
     * An occurrence that a pattern places elsewhere, or, with {@code Duration} 0, not at all: JSRecurrenceException, spec 3.17
     * [doc]. {@code Duration} is in minutes.
     */
    public static final Shape RECURRENCE_EXCEPTION = Shape.of(
            "RecurrenceException",
            Property.of("OriginalDate", DATE_TIME),
            Property.of("StartDate", DATE_TIME),
            Property.of("Duration", Kind.integer(0, Integer.MAX_VALUE)));

    /**
     * When something repeats: JSRecurrencePattern, spec 3.16 [doc]. {@code Duration} and the offsets are in minutes; an offset is
     * what is added to local time to get UTC [inferred]. {@code Occurences} is written with one r [doc], read with both
     * [inferred]. An {@code Interval} below 1 means 1 (spec 5.11 [inferred]) and is kept as sent. {@code Exceptions} are sorted
     * by {@code OriginalDate} [doc].
     */
    public static final Shape RECURRENCE_PATTERN = Shape.of(
            "RecurrencePattern",
            Property.of("RecurrenceType", Kind.oneOf(RecurrenceType.class)),
            Property.of("Interval", Kind.integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Property.of("DayOfWeekMask", Kind.integer(0, 127)),
            Property.of("DayOfMonth", Kind.integer(0, 31)),
            Property.of("Instance", Kind.integer(0, 5)),
            Property.of("StartDate", DATE_TIME),
            Property.of("EndDate", DATE_TIME),
            Property.of("Occurences", Kind.integer(0, Integer.MAX_VALUE)).alias("Occurrences"),
            Property.of("Duration", Kind.integer(0, Integer.MAX_VALUE)),
            Property.of("Exceptions", Kind.items(RECURRENCE_EXCEPTION, OCCURRENCES_MAX, SortKey.of("OriginalDate"))),
            Property.of("StandardOffset", Kind.integer(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX)),
            Property.of("DaylightOffset", Kind.integer(-OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX)),
            Property.of("DaylightDate", DATE_TIME),
            Property.of("StandardDate", DATE_TIME));

    /**
     * An occurrence that deviates from pattern or template: JSMeetingInstance, spec 3.15 [doc]. {@code OriginalDate} identifies
     * it inside its recurrence [inferred].
     */
    public static final Shape MEETING_INSTANCE = Shape.of(
            "MeetingInstance",
            Property.of("Id", ID),
            Property.of("OriginalDate", DATE_TIME),
            Property.of("Meeting", Kind.nested(MEETING)));

    /**
     * A repeating meeting: JSMeetingRecurrence, spec 3.14 [doc]. Its id is the {@code Id} of its template {@code Meeting}
     * [inferred]. {@code MeetingInstances} are sorted by {@code OriginalDate} [doc].
     */
    public static final Shape MEETING_RECURRENCE = Shape.of(
            "MeetingRecurrence",
            Property.of("Meeting", Kind.nested(MEETING)),
            Property.of("Pattern", Kind.nested(RECURRENCE_PATTERN)),
            Property.of("MeetingInstances", Kind.items(MEETING_INSTANCE, OCCURRENCES_MAX, SortKey.of("OriginalDate"))));

    /** A slot in which the user is not available: JSCalendarEntry, spec 3.8. {@code Id} [inferred], the rest [doc]. */
    public static final Shape CALENDAR_ENTRY = Shape.of(
            "CalendarEntry", Property.of("Id", ID), Property.of("Start", DATE_TIME), Property.of("End", DATE_TIME));

    /**
     * A task: JSTask, spec 3.18, wholly [inferred] and of low confidence. {@code Owners} are sorted by email, those of one email
     * by id; {@code Creator} and {@code ModifiedTime} are read-only. {@code OwnerRights} is an extension of ours, which only the
     * creator may set; absent means all.
     */
    public static final Shape TASK = Shape.of(
            "Task",
            Property.of("Id", ID),
            Property.of("Title", Kind.text(TITLE_CHARS)),
            Property.of("Description", Kind.text(BODY_CHARS)),
            Property.of("DueDate", DATE_TIME),
            Property.of("Priority", Kind.oneOf(TaskPriority.class)),
            Property.of("PercentComplete", Kind.integer(0, 100)),
            Property.of("Owners", Kind.items(USER, PEOPLE_MAX, SortKey.ignoringCase("Email"), SortKey.of("Id"))),
            Property.of("OwnerRights", Kind.oneOf(OwnerRights.class)),
            Property.readOnly("Creator", Kind.nested(USER)),
            Property.readOnly("ModifiedTime", DATE_TIME));

    private MeetingShapes() {}
}
