package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Two devices change one meeting without knowing of each other (meeting API 5.8). The server's change is
/// made at 06:10:00 in every case.
class ConflictsTest extends OnServer {
    private Device laptop;
    private Device.Answer phoneKnows;
    private Device.Answer laptopKnows;

    @BeforeEach
    void bothDevicesKnowAlpha() {
        meeting(
                "m-A",
                "'Title':'Alpha'," + time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z") + ",'Location':'Room 4',"
                        + invitations(invite(LARS, "'IsCoHost':true")));
        laptop = server.device(IDA);
        phoneKnows = ida.settled();
        laptopKnows = laptop.settled();
        server.pass(Duration.ofMinutes(10));
    }

    private void laptopSays(String fields) {
        assertThat(laptop.commit(CommitBody.under(laptopKnows).modified("Meeting", "'Id':'m-A'," + fields))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    private CommitBody phoneSays(String fields) {
        return CommitBody.under(phoneKnows).modified("Meeting", "'Id':'m-A'," + fields);
    }

    private JsonNode stored() {
        return meetingOf(IDA, "m-A");
    }

    @ParameterizedTest
    @CsvSource({
        "2031-04-01T06:10:01Z, APPLIED,  phone",
        "2031-04-01T06:10:00Z, CONFLICT, laptop",
        "2031-04-01T06:09:59Z, CONFLICT, laptop",
        "2031-04-01T06:10:00.999Z, CONFLICT, laptop",
        ",                     CONFLICT, laptop"
    })
    void ofTwoChangesOfOneFieldTheLaterOneWinsAndOnATieTheServer(String lastModified, String outcome, String winner) {
        laptopSays("'Title':'laptop'");
        CommitBody edit = phoneSays("'Title':'phone'");
        if (lastModified != null) {
            edit.at(lastModified);
        }
        assertThat(ida.commit(edit).ok().outcomes()).containsExactly(outcome);
        assertThat(stored().path("Title").asString()).isEqualTo(winner);
        Device.Answer next = ida.settled(phoneKnows.token());
        assertThat(next.told("Meetings")).isEqualTo(winner.equals("phone") ? List.of() : List.of("MODIFIED m-A"));
        assertThat(ida.sync(next.token()).told("Meetings")).isEmpty();
        assertThat(laptop.sync(laptopKnows.token()).told("Meetings"))
                .isEqualTo(winner.equals("phone") ? List.of("MODIFIED m-A") : List.of());
    }

    @Test
    void whenTheServerHasNotChangedTheEditIsTakenWhateverTheClockSays() {
        assertThat(ida.commit(phoneSays("'Title':'phone'").at("1999-01-01T00:00:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(stored().path("Title").asString()).isEqualTo("phone");
    }

    @Test
    void changesOfDifferentFieldsAreMergedAndTheDeviceGetsTheWhole() {
        laptopSays("'Title':'laptop'");
        assertThat(ida.commit(phoneSays("'Location':'Room 5'")).ok().outcomes()).containsExactly("MERGED");
        assertThat(stored().path("Title").asString()).isEqualTo("laptop");
        assertThat(stored().path("Location").asString()).isEqualTo("Room 5");
        Device.Answer next = ida.settled(phoneKnows.token());
        assertThat(next.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(next.item("Meetings", "m-A").path("Meeting").path("Title").asString())
                .isEqualTo("laptop");
        assertThat(ida.sync(next.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aWholeObjectSentBackCountsOnlyWhereItDiffersFromWhatTheRoundTold() {
        Device.Answer whole = ida.sync();
        laptopSays("'Title':'laptop'");
        tools.jackson.databind.node.ObjectNode commit = Device.confirming(whole);
        ((tools.jackson.databind.node.ObjectNode) commit.path("Meetings").get(0).path("Meeting"))
                .put("Location", "Room 6");
        assertThat(ida.commit(commit).ok().outcomes()).containsExactly("MERGED");
        assertThat(stored().path("Title").asString()).isEqualTo("laptop");
        assertThat(stored().path("Location").asString()).isEqualTo("Room 6");
    }

    @Test
    void aRefusedEditIsPutRightAsAWholeWhateverTheClockSays() {
        CommitBody impossible = phoneSays("'Title':'phone','End':'2031-04-02T08:00:00Z'");
        assertThat(ida.commit(impossible).outcomes()).containsExactly("REFUSED");
        CommitBody right =
                phoneSays("'Title':'phone','End':'2031-04-02T11:00:00Z'").at("1999-01-01T00:00:00Z");
        assertThat(ida.commit(right).ok().outcomes())
                .as("nobody else changed anything")
                .containsExactly("APPLIED");
        assertThat(stored().path("End").asString()).isEqualTo("2031-04-02T11:00:00Z");
        assertThat(stored().path("Title").asString())
                .as("said with what was refused, and said again")
                .isEqualTo("phone");
        assertThat(ida.sync(phoneKnows.token()).told("Meetings")).isEmpty();
    }

    @Test
    void whatWasRefusedAndIsNotSaidAgainIsToldToTheDevice() {
        assertThat(ida.commit(phoneSays("'End':'2031-04-02T08:00:00Z'")).outcomes())
                .containsExactly("REFUSED");
        assertThat(ida.commit(phoneSays("'Title':'phone'")).ok().outcomes()).containsExactly("APPLIED");
        assertThat(stored().path("Title").asString()).isEqualTo("phone");
        assertThat(ida.sync(phoneKnows.token()).told("Meetings")).containsExactly("MODIFIED m-A");
    }

    @Test
    void whatOthersChangedStaysAConflictAfterARefusedEdit() {
        assertThat(ida.commit(phoneSays("'End':'2031-04-02T08:00:00Z'")).outcomes())
                .containsExactly("REFUSED");
        laptopSays("'Start':'2031-04-02T08:30:00Z'");
        assertThat(ida.commit(phoneSays("'End':'2031-04-02T11:00:00Z'")).ok().outcomes())
                .containsExactly("CONFLICT");
        assertThat(stored().path("End").asString()).isEqualTo("2031-04-02T10:00:00Z");
    }

    @Test
    void startAndEndAreOneThing() {
        laptopSays("'Start':'2031-04-02T08:00:00Z'");
        assertThat(ida.commit(phoneSays("'End':'2031-04-02T12:00:00Z'")).ok().outcomes())
                .containsExactly("CONFLICT");
        assertThat(stored().path("End").asString()).isEqualTo("2031-04-02T10:00:00Z");
    }

    @Test
    void bothSayingTheSameIsNoConflict() {
        laptopSays("'Title':'same'");
        assertThat(ida.commit(phoneSays("'Title':'same'")).ok().outcomes()).containsExactly("UNCHANGED");
        assertThat(ida.sync(phoneKnows.token()).told("Meetings")).isEmpty();
    }

    @Test
    void bothVersionsStayReadableWithWhoAndWhenAndFromWhichDevice() {
        laptopSays("'Title':'laptop'");
        server.pass(Duration.ofMinutes(5));
        assertThat(ida.commit(phoneSays("'Title':'phone, lost'")).ok().outcomes())
                .containsExactly("CONFLICT");
        assertThat(ida.commit(phoneSays("'Title':'phone, won'").at("2031-04-01T06:20:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        List<LogEntry> history = server.history(MeetingType.ID, "m-A");
        assertThat(history)
                .extracting(LogEntry::kind)
                .containsExactly(ChangeKind.CREATED, ChangeKind.CHANGED, ChangeKind.OVERRULED, ChangeKind.CHANGED);
        LogEntry lost = history.get(2);
        assertThat(new String(lost.offered(), UTF_8)).contains("phone, lost");
        assertThat(lost.at()).isEqualTo("2031-04-01T06:15:00Z");
        assertThat(lost.origin().user()).isNotNull();
        assertThat(lost.origin().device())
                .isNotNull()
                .isNotEqualTo(history.get(1).origin().device());
        LogEntry won = history.get(3);
        assertThat(new String(won.before(), UTF_8)).contains("laptop");
        assertThat(won.fields()).containsExactly("Title");
    }

    @Test
    void aServerDeletionBeatsALaterEdit() {
        assertThat(laptop.commit(CommitBody.under(laptopKnows).deleted("Meeting", "'Id':'m-A'"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(ida.commit(phoneSays("'Title':'phone'").at("2032-01-01T00:00:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("IGNORED");
        Device.Answer next = ida.settled(phoneKnows.token());
        assertThat(next.told("Meetings")).containsExactly("DELETED m-A");
        assertThat(ida.sync(next.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aClientDeletionBeatsAServerEdit() {
        laptopSays("'Title':'laptop'");
        assertThat(ida.commit(CommitBody.under(phoneKnows)
                                .deleted("Meeting", "'Id':'m-A'")
                                .at("1999-01-01T00:00:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(ida.sync(phoneKnows.token()).told("Meetings")).isEmpty();
        assertThat(laptop.sync(laptopKnows.token()).told("Meetings")).containsExactly("DELETED m-A");
    }

    @Test
    void aRetriedEditAfterSomebodyElsesLaterEditHasNoSecondEffect() {
        CommitBody edit = phoneSays("'Title':'phone'").at("2031-04-01T06:30:00Z");
        assertThat(ida.commit(edit).ok().outcomes()).containsExactly("APPLIED");
        server.pass(Duration.ofMinutes(1));
        Device.Answer larses = lars.settled();
        assertThat(lars.commit(CommitBody.under(larses).modified("Meeting", "'Id':'m-A','Title':'lars'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        long before = server.changes();
        assertThat(ida.commit(edit).ok().outcomes()).containsExactly("APPLIED");
        assertThat(server.changes()).isEqualTo(before);
        assertThat(stored().path("Title").asString()).isEqualTo("lars");
        assertThat(ida.settled(phoneKnows.token()).told("Meetings")).containsExactly("MODIFIED m-A");
    }

    @Test
    void turningAFieldThereAndBackAndThereAgainEndsWhereTheDeviceLeftIt() {
        Device.Answer at = phoneKnows;
        for (String title : List.of("one", "two", "one", "two", "one")) {
            assertThat(ida.commit(CommitBody.under(at).modified("Meeting", "'Id':'m-A','Title':'" + title + "'"))
                            .ok()
                            .outcomes())
                    .containsExactly("APPLIED");
            at = ida.sync(at.token());
            assertThat(at.told("Meetings")).isEmpty();
        }
        assertThat(stored().path("Title").asString()).isEqualTo("one");
    }
}
