package io.tidemark.protocol.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitReaderTest {
    private final CommitReader reader = CommitReader.ofClientInput();

    @Test
    void theWorkedExampleIsReadWhateverTheOrderOfItsProperties() {
        MeetingCommit commit = reader.meetings(new ByteArrayInputStream(Golden.COMMIT.asSent()));

        assertThat(commit.syncToken()).isEqualTo("S1.1");
        SyncItem meeting = commit.meetings().get(0);
        assertThat(meeting.state()).isEqualTo(SyncState.NEW);
        assertThat(meeting.clientSyncId()).isEqualTo("cal-17");
        assertThat(meeting.lastModified()).isEqualTo(Instant.parse("2031-04-01T06:00:00Z"));
        assertThat(SyncCollection.MEETINGS.idOf(meeting.content())).contains("m-A");
        assertThat(SyncCollection.MEETING_RECURRENCES.idOf(
                        commit.meetingRecurrences().get(0).content()))
                .contains("r-1");
        assertThat(commit.calendarEntries()).extracting(SyncItem::index).containsExactly(0, 1);
        assertThat(commit.calendarEntries().get(1).content()).isNull();
        SyncItem repeating = commit.calendarRecurrences().get(0);
        assertThat(repeating.content().oneOf("RecurrenceType", RecurrenceType.class))
                .contains(RecurrenceType.MONTHLYNTH);
        assertThat(SyncCollection.CALENDAR_RECURRENCES.idOf(repeating.content()))
                .isEmpty();
    }

    @Test
    void anEmptyCommitIsSound() {
        MeetingCommit commit = meetings("{\"SyncToken\":\"\",\"Meetings\":null}");

        assertThat(commit.syncToken()).isNull();
        assertThat(commit.size()).isZero();
        assertThat(reader.tasks(stream("{}")).tasks()).isEmpty();
    }

    @Test
    void theVendorsMisspellingIsReadAndTwoSpellingsAtOnceAreRefused() {
        String entries = "[{\"State\":\"DELETED\",\"ClientSyncId\":\"c\"}]";

        assertThat(meetings("{\"CalendaerEntries\":" + entries + "}").calendarEntries())
                .hasSize(1);
        assertRefused(
                "{\"CalendaerEntries\":" + entries + ",\"CalendarEntries\":" + entries + "}",
                WireError.DUPLICATE_PROPERTY,
                "CalendarEntries");
    }

    @Test
    void onlyADeletedOrNamedItemMayGoWithoutItsObject() {
        assertThat(meetings("{\"Meetings\":[{\"State\":\"DELETED\"},{\"ClientSyncId\":\"c\",\"Meeting\":null}]}")
                        .meetings())
                .hasSize(2);
        assertRefused(
                "{\"Meetings\":[{\"State\":\"DELETED\"},{\"State\":\"NEW\",\"ClientSyncId\":\"\"}]}",
                WireError.MISSING_PROPERTY,
                "Meetings[1].Meeting");
    }

    @Test
    void aSlotMayNotEndBeforeItStarts() {
        String slot = "{\"CalendarEntries\":[{\"CalendarEntry\":{\"Start\":\"2031-04-03T11:00:00Z\",\"End\":\"%s\"}}]}";

        assertThat(meetings(slot.formatted("2031-04-03T11:00:00Z")).size()).isEqualTo(1);
        assertRefused(
                slot.formatted("2031-04-03T10:59:59Z"),
                WireError.END_BEFORE_START,
                "CalendarEntries[0].CalendarEntry.End");
    }

    @Test
    void clientsCannotSetWhatIsReadOnlyButTheServerCan() {
        String answer = "{\"Meetings\":[{\"Meeting\":{\"Id\":\"m\",\"ModifiedTime\":\"2031-04-03T11:00:00Z\"}}]}";
        CommitReader answers = new CommitReader(ReadLimits.DEFAULT, ReadMode.STORED);

        assertThat(meetings(answer).meetings().get(0).content().has("ModifiedTime"))
                .isFalse();
        assertThat(answers.meetings(stream(answer)).meetings().get(0).content().has("ModifiedTime"))
                .isTrue();
    }

    @Test
    void allItemsOfACommitShareALimit() {
        CommitReader two = new CommitReader(ReadLimits.DEFAULT.withTopLevelItems(2), ReadMode.CLIENT_INPUT);
        String commit = "{\"Meetings\":[{\"State\":\"DELETED\"}],\"CalendarEntries\":[{\"State\":\"DELETED\"}%s]}";

        assertThat(two.meetings(stream(commit.formatted(""))).size()).isEqualTo(2);
        assertThatThrownBy(() -> two.meetings(stream(commit.formatted(",{}"))))
                .isInstanceOfSatisfying(WireException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(WireError.TOO_MANY_TOP_LEVEL_ITEMS);
                    assertThat(refusal.path()).isEqualTo("CalendarEntries[1]");
                });
    }

    @Test
    void theDefaultLimitIsTenThousandItems() {
        String item = "{\"State\":\"DELETED\"}";
        String most = "{\"Meetings\":[" + (item + ",").repeat(9_999) + item + "]";

        assertThat(meetings(most + "}").size()).isEqualTo(10_000);
        assertRefused(
                most + ",\"CalendarEntries\":[" + item + "]}",
                WireError.TOO_MANY_TOP_LEVEL_ITEMS,
                "CalendarEntries[0]");
    }

    @Test
    void aClientSyncIdIsBounded() {
        String commit = "{\"Meetings\":[{\"ClientSyncId\":\"%s\"}]}";

        assertThat(meetings(commit.formatted("c".repeat(255))).size()).isEqualTo(1);
        assertRefused(commit.formatted("c".repeat(256)), WireError.TEXT_TOO_LONG, "Meetings[0].ClientSyncId");
    }

    @Test
    void anUnknownStateIsRefused() {
        assertRefused("{\"Meetings\":[{\"State\":\"CHANGED\"}]}", WireError.UNKNOWN_VALUE, "Meetings[0].State");
    }

    private MeetingCommit meetings(String json) {
        return reader.meetings(stream(json));
    }

    private void assertRefused(String json, WireError code, String path) {
        assertThatThrownBy(() -> meetings(json)).isInstanceOfSatisfying(WireException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.path()).isEqualTo(path);
        });
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }
}
