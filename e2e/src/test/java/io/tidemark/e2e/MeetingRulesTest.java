package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static io.tidemark.e2e.TestServer.MONA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What hosts and co-hosts may do, and what the server makes of it (meeting API 5.9, 5.12).
class MeetingRulesTest extends OnServer {
    private static final String NINE = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    private void alpha(String... invitations) {
        meeting("m-A", "'Title':'Alpha'," + NINE + "," + invitations(invitations));
    }

    private Device.Answer change(Device device, String fields) {
        return device.commit(CommitBody.under(device.settled()).modified("Meeting", "'Id':'m-A'," + fields));
    }

    @Test
    void aMeetingWithoutHostIsHostedByWhoeverCreatesIt() {
        alpha();
        JsonNode host = meetingOf(IDA, "m-A").path("Host");
        assertThat(host.path("Email").asString()).isEqualTo(IDA);
        assertThat(host.path("Id").asString()).isEqualTo("id-ida.");
    }

    @Test
    void nobodyCreatesMeetingsForAnotherHostAndNoGuestIsMadeByTheAttempt() {
        Device.Answer refused = ida.commit(CommitBody.withoutToken()
                .created(
                        "Meeting",
                        "'Id':'m-A'," + NINE + ",'Host':{'Email':'" + LARS + "'},"
                                + invitations(invite("guest@other.test", ""))));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3001");
        assertThat(meetingsOf(LARS)).isEmpty();
        assertThat(server.knows("guest@other.test")).isFalse();
    }

    @Test
    void aCoHostEditsEverythingButTheHost() {
        alpha(invite(LARS, "'IsCoHost':true"));
        assertThat(change(lars, "'Title':'Alpha by Lars'").ok().outcomes()).containsExactly("APPLIED");
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("Alpha by Lars");
        assertThat(change(lars, "'Host':{'Email':'" + LARS + "'}").status()).isEqualTo(403);
        assertThat(meetingOf(IDA, "m-A").path("Host").path("Email").asString()).isEqualTo(IDA);
    }

    @Test
    void aCoHostCannotDeleteTheMeeting() {
        alpha(invite(LARS, "'IsCoHost':true"));
        Device.Answer first = lars.settled();
        assertThat(lars.commit(CommitBody.under(first).deleted("Meeting", "'Id':'m-A'"))
                        .status())
                .isEqualTo(403);
        assertThat(lars.sync(first.token()).told("Meetings"))
                .as("the device has deleted its copy, so it comes again as new")
                .containsExactly("NEW m-A");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
    }

    @Test
    void theHostHandsTheMeetingOverAndKeepsItOnlyIfInvited() {
        alpha(invite(LARS, ""));
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first).modified("Meeting", "'Id':'m-A','Host':{'Email':'" + LARS + "'}"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(ida.sync(first.token()).told("Meetings")).containsExactly("DELETED m-A");
        JsonNode meeting = meetingOf(LARS, "m-A");
        assertThat(meeting.path("Host").path("Email").asString()).isEqualTo(LARS);
        assertThat(statusOf(meeting, LARS)).as("a host's own answer").isEqualTo("ACCEPTED");
        assertThat(change(lars, "'Title':'Mine'").ok().outcomes()).containsExactly("APPLIED");
    }

    @Test
    void aFormerHostWhoIsInvitedKeepsTheMeetingAsAnAttendee() {
        alpha(invite(LARS, ""), invite(IDA, ""));
        assertThat(change(ida, "'Host':{'Email':'" + LARS + "'}").ok().outcomes())
                .containsExactly("APPLIED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
        assertThat(change(ida, "'Title':'Still mine?'").status()).isEqualTo(403);
    }

    @Test
    void anUnknownHostIsRefused() {
        alpha();
        Device.Answer refused = change(ida, "'Host':{'Email':'nobody@example.test'}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3002");
    }

    @Test
    void sendInvitationsIsClearedAlsoWhenTheMeetingIsCreatedWithTheTimeOfSending() {
        meeting(
                "m-A",
                "'Title':'Alpha'," + NINE + ",'SendInvitations':true,'InvitationSendTime':'2031-04-01T06:05:00Z'");
        assertThat(meetingOf(IDA, "m-A").path("SendInvitations").asBoolean()).isFalse();
    }

    @Test
    void sendInvitationsIsClearedOnceTheClientSaysWhenItSentThem() {
        meeting("m-A", "'Title':'Alpha'," + NINE + ",'SendInvitations':true," + invitations(invite(LARS, "")));
        Device.Answer first = ida.settled();
        assertThat(first.item("Meetings", "m-A")
                        .path("Meeting")
                        .path("SendInvitations")
                        .asBoolean())
                .isTrue();
        assertThat(ida.commit(
                                CommitBody.under(first)
                                        .modified(
                                                "Meeting",
                                                "'Id':'m-A','SendInvitations':true,'InvitationSendTime':'2031-04-01T06:05:00Z'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        Device.Answer second = ida.settled(first.token());
        assertThat(second.told("Meetings"))
                .as("the server changed what was sent")
                .containsExactly("MODIFIED m-A");
        JsonNode meeting = second.item("Meetings", "m-A").path("Meeting");
        assertThat(meeting.path("SendInvitations").asBoolean()).isFalse();
        assertThat(meeting.path("InvitationSendTime").asString()).isEqualTo("2031-04-01T06:05:00Z");

        assertThat(ida.commit(CommitBody.under(second).modified("Meeting", "'Id':'m-A','SendInvitations':true"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(meetingOf(IDA, "m-A").path("SendInvitations").asBoolean())
                .as("asked for again")
                .isTrue();
    }

    @Test
    void aMeetingThatWasHeldIsNotMovedAndMayStillBeRenamed() {
        alpha();
        server.hold("m-A", "2031-04-02T09:01:00Z", "2031-04-02T10:02:00Z");
        Device.Answer first = ida.settled();
        assertThat(first.item("Meetings", "m-A")
                        .path("Meeting")
                        .path("ActualStart")
                        .asString())
                .isEqualTo("2031-04-02T09:01:00Z");
        Device.Answer moved = ida.commit(CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A'," + time("2031-04-02T11:00:00Z", "2031-04-02T12:00:00Z"))
                .at("2032-01-01T00:00:00Z"));
        assertThat(moved.ok().outcomes()).containsExactly("CONFLICT");
        Device.Answer second = ida.settled(first.token());
        assertThat(second.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(second.item("Meetings", "m-A").path("Meeting").path("Start").asString())
                .isEqualTo("2031-04-02T09:00:00Z");
        assertThat(ida.commit(CommitBody.under(second).modified("Meeting", "'Id':'m-A','Title':'Minutes'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    @Test
    void readOnlyPropertiesAreIgnoredNotRefused() {
        alpha();
        assertThat(change(
                                ida,
                                "'Title':'Beta','ActualStart':'2031-04-02T09:00:00Z','ActualEnd':'2031-04-02T10:00:00Z','ModifiedTime':'1999-01-01T00:00:00Z'")
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        JsonNode meeting = meetingOf(IDA, "m-A");
        assertThat(meeting.has("ActualStart")).isFalse();
        assertThat(meeting.path("ModifiedTime").asString()).isEqualTo("2031-04-01T06:00:00Z");
    }

    @Test
    void absentMeansUnchangedAndNullMeansCleared() {
        meeting("m-A", "'Title':'Alpha'," + NINE + ",'Location':'Room 4','Purpose':'Talk'");
        assertThat(change(ida, "'Location':null").ok().outcomes()).containsExactly("APPLIED");
        JsonNode meeting = meetingOf(IDA, "m-A");
        assertThat(meeting.path("Location").asString()).isEmpty();
        assertThat(meeting.path("Purpose").asString()).isEqualTo("Talk");
    }

    @Test
    void aMeetingThatEndsBeforeItStartsIsRefusedAloneAndNothingOfItIsKept() {
        alpha();
        Device.Answer first = ida.settled();
        Device.Answer mixed = ida.commit(CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A','End':'2031-04-02T08:00:00Z'")
                .created("Meeting", "'Id':'m-B','Title':'Beta'," + NINE));
        assertThat(mixed.ok().outcomes()).containsExactly("REFUSED", "CREATED");
        assertThat(mixed.eachOutcome("Code")).containsExactly("TM-1003", "");
        assertThat(meetingOf(IDA, "m-A").path("End").asString()).isEqualTo("2031-04-02T10:00:00Z");
    }

    @Test
    void aCalendarDeletionThatFallsThroughToSomebodyElsesMeetingDeclinesIt() {
        alpha(invite(LARS, ""), invite(MONA, ""));
        Device.Answer host = ida.settled();
        Device.Answer first = lars.settled();
        assertThat(lars.commit(CommitBody.under(first).deletedByName("CalendarEntry", "mine-m-A"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(lars.sync(first.token()).told("Meetings"))
                .as("confirmed as gone")
                .isEmpty();
        assertThat(meetingsOf(LARS)).isEmpty();
        Device.Answer told = ida.sync(host.token());
        assertThat(told.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(statusOf(told.item("Meetings", "m-A").path("Meeting"), LARS)).isEqualTo("DECLINED");
        assertThat(meetingsOf(MONA)).containsExactly("NEW m-A");
    }

    @Test
    void theFallThroughOfTheHostDeletesTheMeetingForEverybody() {
        alpha(invite(LARS, ""));
        Device.Answer larses = lars.settled();
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first).deletedByName("CalendarEntry", "mine-m-A"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(lars.sync(larses.token()).told("Meetings")).containsExactly("DELETED m-A");
        assertThat(meetingsOf(IDA)).isEmpty();
    }

    @Test
    void aCalendarDeletionDoesNotReachRecurrencesAndACalendarRecurrencesNoMeeting() {
        alpha();
        Device.Answer first = ida.settled();
        assertThat(ida.commit(CommitBody.under(first).deletedByName("Pattern", "mine-m-A"))
                        .ok()
                        .outcomes())
                .containsExactly("IGNORED");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
    }
}
