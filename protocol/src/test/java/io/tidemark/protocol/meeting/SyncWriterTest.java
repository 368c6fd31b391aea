package io.tidemark.protocol.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.ShapeWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncWriterTest {
    private final CommitReader reader = new CommitReader(ReadLimits.DEFAULT, ReadMode.STORED);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @EnumSource(names = {"SYNC_ANSWER", "COMMIT"})
    void whatIsStreamedIsTheCanonicalMessage(Golden golden) throws IOException {
        MeetingCommit commit = reader.meetings(new ByteArrayInputStream(golden.canonical()));

        SyncWriter writer = SyncWriter.meetings(out, commit.syncToken());
        write(writer, SyncCollection.MEETINGS, commit.meetings());
        write(writer, SyncCollection.MEETING_RECURRENCES, commit.meetingRecurrences());
        write(writer, SyncCollection.CALENDAR_ENTRIES, commit.calendarEntries());
        write(writer, SyncCollection.CALENDAR_RECURRENCES, commit.calendarRecurrences());
        writer.end();

        assertThat(out.toByteArray()).isEqualTo(golden.canonical());
    }

    @Test
    void tasksHaveTheirOwnEnvelope() throws IOException {
        TaskCommit commit = reader.tasks(new ByteArrayInputStream(Golden.TASK_COMMIT.canonical()));

        SyncWriter writer = SyncWriter.tasks(out, commit.syncToken());
        write(writer, SyncCollection.TASKS, commit.tasks());
        writer.end();

        assertThat(out.toByteArray()).isEqualTo(Golden.TASK_COMMIT.canonical());
    }

    @Test
    void aMessageWithoutItemsHasItsArrays() throws IOException {
        SyncWriter.meetings(out, "S1.2").end();

        assertThat(out)
                .hasToString("{\"SyncToken\":\"S1.2\",\"Meetings\":[],\"MeetingRecurrences\":[],"
                        + "\"CalendarEntries\":[],\"CalendarRecurrences\":[]}");
    }

    @Test
    void itemsComeInTheOrderOfTheirCollections() throws IOException {
        SyncWriter writer = SyncWriter.meetings(out, null);
        writer.item(SyncCollection.CALENDAR_ENTRIES, SyncState.DELETED, "c", null, null);

        assertThatThrownBy(() -> writer.item(SyncCollection.MEETINGS, SyncState.DELETED, "m", null, null))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void write(SyncWriter writer, SyncCollection collection, List<SyncItem> items) throws IOException {
        for (SyncItem item : items) {
            byte[] content = item.content() == null ? null : ShapeWriter.write(item.content());
            writer.item(collection, item.state(), item.clientSyncId(), item.lastModified(), content);
        }
    }
}
