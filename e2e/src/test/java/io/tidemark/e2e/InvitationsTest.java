package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static io.tidemark.e2e.TestServer.MONA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Invitations and what attendees may do with them (meeting API 5.1, 5.12).
class InvitationsTest extends OnServer {
    private static final String NINE = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    private void alphaWith(String... attendees) {
        meeting(
                "m-A",
                "'Title':'Alpha'," + NINE + ","
                        + invitations(List.of(attendees).stream()
                                .map(email -> invite(email, ""))
                                .toArray(String[]::new)));
    }

    /// What a client does that was synchronized, changes its own answer and sends everything back.
    private Device.Answer answer(Device device, String email, String status) {
        Device.Answer answer = device.sync();
        ObjectNode commit = confirming(answer);
        for (JsonNode invitation :
                commit.path("Meetings").get(0).path("Meeting").path("Invitations")) {
            if (invitation.path("User").path("Email").asString().equals(email)) {
                ((ObjectNode) invitation).put("Status", status);
            }
        }
        return device.commit(commit);
    }

    @Test
    void anInvitedUserGetsTheMeetingAsNewWithAPendingAnswer() {
        alphaWith(LARS);
        assertThat(meetingsOf(LARS)).containsExactly("NEW m-A");
        assertThat(statusOf(meetingOf(LARS, "m-A"), LARS)).isEqualTo("PENDING");
        assertThat(meetingsOf(MONA)).isEmpty();
    }

    @Test
    void anUnknownAttendeeBecomesAGuestWhoCannotLogInAndIsNeitherRequiredNorCoHostNorAccepting() {
        meeting(
                "m-A",
                "'Title':'Alpha'," + NINE + ","
                        + invitations(
                                "{'User':{'Email':'New.Guest@Other.test','Name':'New Guest'},'Status':'ACCEPTED','Required':true,'IsCoHost':true}"));
        JsonNode invitation = invitationOf(meetingOf(IDA, "m-A"), "new.guest@other.test");
        assertThat(invitation.path("User").path("Name").asString()).isEqualTo("New Guest");
        assertThat(invitation.path("User").path("Id").asString()).isNotEmpty();
        assertThat(invitation.path("Status").asString()).isEqualTo("PENDING");
        assertThat(invitation.path("Required").asBoolean()).isFalse();
        assertThat(invitation.path("IsCoHost").asBoolean()).isFalse();
        assertThat(server.storage
                        .read(server.account.id(), tx -> tx.userByEmail("new.guest@other.test"))
                        .orElseThrow()
                        .mayLogIn())
                .isFalse();
    }

    @Test
    void aGuestWhoIsInvitedLaterHasNotAcceptedInAdvanceEither() {
        alphaWith(LARS);
        Device.Answer first = ida.settled();
        String guest = invite("guest@other.test", "'Status':'ACCEPTED'");
        CommitBody invited =
                CommitBody.under(first).modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, ""), guest));
        assertThat(ida.commit(invited).ok().outcomes()).containsExactly("APPLIED");
        assertThat(statusOf(meetingOf(IDA, "m-A"), "guest@other.test")).isEqualTo("PENDING");

        Device.Answer second = ida.settled(first.token());
        CommitBody accepted =
                CommitBody.under(second).modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, ""), guest));
        assertThat(ida.commit(accepted).ok().outcomes()).containsExactly("APPLIED");
        assertThat(statusOf(meetingOf(IDA, "m-A"), "guest@other.test"))
                .as("the host knows that the guest, once invited, accepted")
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aGuestThatWasPutRightIsToldToTheDeviceThatWroteIt() {
        Device.Answer first = ida.sync();
        assertThat(ida.commit(CommitBody.under(first)
                                .created(
                                        "Meeting",
                                        "'Id':'m-A','Title':'Alpha'," + NINE + ","
                                                + invitations(invite("guest@other.test", "'Required':true")))
                                .named("cal-1"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        Device.Answer second = ida.settled(first.token());
        assertThat(second.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(second.item("Meetings", "m-A").path("ClientSyncId").asString())
                .isEqualTo("cal-1");
        assertThat(ida.sync(second.token()).told("Meetings")).isEmpty();
    }

    @Test
    void invitationsAreSortedByEmailAndNobodyIsInvitedTwice() {
        alphaWith(MONA, LARS, MONA.toUpperCase(java.util.Locale.ROOT));
        assertThat(StreamSupport.stream(
                                meetingOf(IDA, "m-A").path("Invitations").spliterator(), false)
                        .map(invitation -> invitation.path("User").path("Email").asString()))
                .containsExactly(LARS, MONA);
    }

    @Test
    void theHostsOwnInvitationIsAccepted() {
        alphaWith(IDA, LARS);
        assertThat(statusOf(meetingOf(IDA, "m-A"), IDA)).isEqualTo("ACCEPTED");
    }

    @Test
    void anAttendeesAnswerReachesTheHost() {
        alphaWith(LARS);
        Device.Answer host = ida.settled();
        assertThat(answer(lars, LARS, "ACCEPTED").ok().outcomes()).containsExactly("APPLIED");
        Device.Answer told = ida.sync(host.token());
        assertThat(told.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(statusOf(told.item("Meetings", "m-A").path("Meeting"), LARS)).isEqualTo("ACCEPTED");
    }

    @Test
    void anAttendeeMayNameItselfByEmailAlone() {
        alphaWith(LARS, MONA);
        Device.Answer first = lars.settled();
        assertThat(lars.commit(CommitBody.under(first)
                                .modified(
                                        "Meeting",
                                        "'Id':'m-A',"
                                                + invitations(
                                                        invite(LARS, "'Status':'TENTATIVE'"),
                                                        invite(MONA, "'Status':'PENDING'"))))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(statusOf(meetingOf(IDA, "m-A"), LARS)).isEqualTo("TENTATIVE");
    }

    @Test
    void twoAttendeesWhoAnswerWithoutKnowingOfEachOtherBothHaveTheirSay() {
        alphaWith(LARS, MONA);
        Device.Answer larses = lars.sync();
        Device.Answer monas = mona.sync();
        assertThat(commitOwnAnswer(lars, larses, LARS, "ACCEPTED").outcomes()).containsExactly("APPLIED");
        assertThat(commitOwnAnswer(mona, monas, MONA, "TENTATIVE").outcomes()).containsExactly("MERGED");
        JsonNode meeting = meetingOf(IDA, "m-A");
        assertThat(statusOf(meeting, LARS)).isEqualTo("ACCEPTED");
        assertThat(statusOf(meeting, MONA)).isEqualTo("TENTATIVE");
    }

    private static Device.Answer commitOwnAnswer(Device device, Device.Answer told, String email, String status) {
        ObjectNode commit = confirming(told);
        for (JsonNode invitation :
                commit.path("Meetings").get(0).path("Meeting").path("Invitations")) {
            if (invitation.path("User").path("Email").asString().equals(email)) {
                ((ObjectNode) invitation).put("Status", status);
            }
        }
        return device.commit(commit).ok();
    }

    @Test
    void anAttendeeWhoEditsAnythingElseIsRefusedAndGetsTheServersVersionAgain() {
        alphaWith(LARS);
        Device.Answer first = lars.settled();
        Device.Answer refused =
                lars.commit(CommitBody.under(first).modified("Meeting", "'Id':'m-A','Title':'Mine now'"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.outcomes()).containsExactly("REFUSED");
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3001");
        assertThat(refused.body().path("Message").asString()).isNotEmpty();

        Device.Answer second = lars.settled(first.token());
        assertThat(second.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(second.item("Meetings", "m-A").path("Meeting").path("Title").asString())
                .isEqualTo("Alpha");
        assertThat(lars.sync(second.token()).told("Meetings")).isEmpty();
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("Alpha");
    }

    @Test
    void anAttendeeWhoAnswersForSomebodyElseIsRefused() {
        alphaWith(LARS, MONA);
        assertThat(answer(lars, MONA, "ACCEPTED").status()).isEqualTo(403);
        assertThat(statusOf(meetingOf(IDA, "m-A"), MONA)).isEqualTo("PENDING");
    }

    @Test
    void anAttendeeWhoWasRefusedMayStillAnswer() {
        alphaWith(LARS);
        Device.Answer first = lars.settled();
        CommitBody stowaway = CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, ""), invite("stowaway@other.test", "")));
        assertThat(lars.commit(stowaway).outcomes()).containsExactly("REFUSED");
        CommitBody accepted = CommitBody.under(first)
                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, "'Status':'ACCEPTED'")));
        assertThat(lars.commit(accepted).ok().outcomes()).containsExactly("APPLIED");
        assertThat(statusOf(meetingOf(IDA, "m-A"), LARS)).isEqualTo("ACCEPTED");
    }

    @Test
    void anAttendeeWhoInvitesAnotherIsRefusedAndNoGuestIsMade() {
        alphaWith(LARS);
        Device.Answer first = lars.settled();
        assertThat(lars.commit(CommitBody.under(first)
                                .modified(
                                        "Meeting",
                                        "'Id':'m-A',"
                                                + invitations(invite(LARS, ""), invite("stowaway@other.test", ""))))
                        .status())
                .isEqualTo(403);
        assertThat(server.knows("stowaway@other.test")).isFalse();
    }

    @Test
    void whoDeclinesNoLongerHasTheMeetingAndGetsItAsNewAfterAcceptingAgain() {
        alphaWith(LARS);
        Device.Answer phone = lars.settled();
        assertThat(answer(lars, LARS, "DECLINED").ok().outcomes()).containsExactly("APPLIED");
        Device.Answer gone = lars.settled(phone.token());
        assertThat(gone.told("Meetings")).containsExactly("DELETED m-A");
        assertThat(lars.sync(gone.token()).told("Meetings")).isEmpty();
        assertThat(meetingsOf(LARS)).isEmpty();
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");

        assertThat(ida.commit(CommitBody.under(ida.settled())
                                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, "'Status':'ACCEPTED'"))))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(lars.sync(gone.token()).told("Meetings")).containsExactly("NEW m-A");
    }

    @Test
    void whoDeclinedMayAcceptAgainAlthoughTheMeetingIsNoLongerOnTheList() {
        alphaWith(LARS);
        Device.Answer phone = lars.settled();
        assertThat(answer(lars, LARS, "DECLINED").ok().outcomes()).containsExactly("APPLIED");
        Device.Answer gone = lars.settled(phone.token());
        assertThat(lars.commit(CommitBody.under(gone)
                                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, "'Status':'ACCEPTED'")))
                                .at("2031-04-01T06:00:01Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(meetingsOf(LARS)).containsExactly("NEW m-A");
    }

    @Test
    void whoAcceptsAgainNeedsNoClockAndGetsTheMeetingAsNew() {
        alphaWith(LARS);
        Device.Answer phone = lars.settled();
        assertThat(answer(lars, LARS, "DECLINED").ok().outcomes()).containsExactly("APPLIED");
        Device.Answer gone = lars.settled(phone.token());
        CommitBody accepted = CommitBody.under(gone)
                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, "'Status':'ACCEPTED'")));
        assertThat(lars.commit(accepted).ok().outcomes())
                .as("nobody else changed the meeting since")
                .containsExactly("APPLIED");
        assertThat(statusOf(meetingOf(IDA, "m-A"), LARS)).isEqualTo("ACCEPTED");
        Device.Answer back = lars.settled(gone.token());
        assertThat(back.told("Meetings")).containsExactly("NEW m-A");
        assertThat(lars.sync(back.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aRemovedAttendeeIsToldThatTheMeetingIsGone() {
        alphaWith(LARS, MONA);
        Device.Answer first = mona.settled();
        assertThat(ida.commit(CommitBody.under(ida.settled())
                                .modified("Meeting", "'Id':'m-A'," + invitations(invite(LARS, ""))))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(mona.sync(first.token()).told("Meetings")).containsExactly("DELETED m-A");
        assertThat(meetingsOf(LARS)).containsExactly("NEW m-A");
    }

    @Test
    void whoWasNeverInvitedCannotLearnOrChangeAnything() {
        alphaWith(LARS);
        Device.Answer first = mona.settled();
        Device.Answer edit = mona.commit(CommitBody.under(first).modified("Meeting", "'Id':'m-A','Title':'Hello'"));
        assertThat(edit.outcomes()).containsExactly("REFUSED");
        assertThat(edit.text()).doesNotContain("Alpha");
        assertThat(mona.commit(CommitBody.under(first).deleted("Meeting", "'Id':'m-A'"))
                        .outcomes())
                .containsExactly("IGNORED");
        assertThat(mona.sync(first.token()).told("Meetings")).isEmpty();
        assertThat(meetingOf(IDA, "m-A").path("Title").asString()).isEqualTo("Alpha");
    }

    @Test
    void anAttendeeWithoutAnEmailThatNobodyKnowsIsRefused() {
        Device.Answer refused = ida.commit(CommitBody.withoutToken()
                .created("Meeting", "'Id':'m-A'," + NINE + ",'Invitations':[{'User':{'Name':'Somebody'}}]"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.eachOutcome("Code")).containsExactly("TM-3002");
        assertThat(meetingsOf(IDA)).isEmpty();
    }
}
