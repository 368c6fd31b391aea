package io.tidemark.api.meeting;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.meeting.Detection;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.handshake.Stream;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.meeting.PropertiesFilter;
import io.tidemark.protocol.meeting.SyncCollection;
import java.util.Optional;

/// The two kinds of synchronization that a user can have (meeting API 5.1).
public enum MeetingStream {
    /// Meetings, with the calendar.
    MEETINGS("mymeetings"),
    /// Tasks.
    TASKS("mytasks");

    private final String group;

    MeetingStream(String group) {
        this.group = group;
    }

    /// The request group in paths.
    public String group() {
        return group;
    }

    Stream stream() {
        return this == MEETINGS ? Catalog.MEETINGS : Catalog.TASKS;
    }

    /// The `properties` parameter as the engine reads it.
    int detection(Optional<String> properties) {
        return this == MEETINGS
                ? Detection.bits(PropertiesFilter.meetings(properties.orElse(null)), PropertiesFilter.ALL_OF_MEETINGS)
                : Detection.bits(PropertiesFilter.tasks(properties.orElse(null)), PropertiesFilter.ALL_OF_TASKS);
    }

    /// The collection in which objects of a type are sent.
    static SyncCollection collection(TypeId type) {
        if (type.equals(MeetingType.ID)) {
            return SyncCollection.MEETINGS;
        }
        if (type.equals(MeetingRecurrenceType.ID)) {
            return SyncCollection.MEETING_RECURRENCES;
        }
        if (type.equals(TaskType.ID)) {
            return SyncCollection.TASKS;
        }
        throw new IllegalArgumentException("this type is never sent");
    }
}
