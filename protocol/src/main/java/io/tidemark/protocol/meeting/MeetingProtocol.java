package io.tidemark.protocol.meeting;

import io.tidemark.protocol.json.Shape;
import java.util.List;

/** The meeting API's vocabulary as a whole. */
public final class MeetingProtocol {
    /** Grows by one with every change of a shape; {@code MeetingProtocolTest} fails on a change without it. */
    public static final int VERSION = 3;

    /** Every shape of the protocol, in reading order. */
    public static final List<Shape> SHAPES = List.of(
            MeetingShapes.USER,
            MeetingShapes.INVITATION,
            MeetingShapes.MEETING,
            MeetingShapes.RECURRENCE_EXCEPTION,
            MeetingShapes.RECURRENCE_PATTERN,
            MeetingShapes.MEETING_INSTANCE,
            MeetingShapes.MEETING_RECURRENCE,
            MeetingShapes.CALENDAR_ENTRY,
            MeetingShapes.TASK,
            SyncShapes.SYNC_MEETING,
            SyncShapes.SYNC_MEETING_RECURRENCE,
            SyncShapes.SYNC_CALENDAR_ENTRY,
            SyncShapes.SYNC_CALENDAR_RECURRENCE,
            SyncShapes.SYNC_TASK,
            SyncShapes.MEETING_SYNCHRONIZATION,
            SyncShapes.TASK_SYNCHRONIZATION,
            OAuthResponse.SHAPE,
            OAuthError.SHAPE,
            ApiError.SHAPE,
            ItemOutcome.SHAPE,
            CommitAnswer.SHAPE);

    private MeetingProtocol() {}
}
