package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Changed occurrences of a repeating meeting (meeting API 3.15, 5.10). The series is daily at 09:00 for an hour, three
/// times from 2031-04-02.
class InstancesTest extends OnServer {
    private static final String SECOND = "2031-04-03T09:00:00Z";

    private Device.Answer first;

    @BeforeEach
    void theSeries() {
        assertThat(ida.commit(CommitBody.withoutToken()
                                .created(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R','Title':'Daily'," + invitations(invite(LARS, ""))
                                                + "},'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-02T09:00:00Z',"
                                                + "'Duration':60,'Occurences':3}"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        first = ida.settled();
    }

    private Device.Answer change(String... instances) {
        return ida.commit(CommitBody.under(first)
                .modified(
                        "MeetingRecurrence",
                        "'Meeting':{'Id':'m-R'},'MeetingInstances':[" + String.join(",", instances) + "]"));
    }

    private static String second(String meeting) {
        return "{'OriginalDate':'" + SECOND + "','Meeting':{" + meeting + "}}";
    }

    private JsonNode instances() {
        return all(IDA).item("MeetingRecurrences", "m-R")
                .path("MeetingRecurrence")
                .path("MeetingInstances");
    }

    private List<String> busy() {
        List<String> starts = new ArrayList<>();
        ida.get("api/v1/availability?users=" + IDA + "&from=2031-04-01T00:00:00Z&to=2031-04-06T00:00:00Z")
                .ok()
                .body()
                .path("Users")
                .get(0)
                .path("Busy")
                .forEach(time -> starts.add(time.path("Start").asString()));
        return starts;
    }

    @Test
    void oneThatEndsBeforeItStartsIsRefusedAlone() {
        for (String times :
                List.of(time("2031-04-03T12:00:00Z", "2031-04-03T11:00:00Z"), "'End':'2031-04-03T08:00:00Z'")) {
            Device.Answer refused = change(second(times));
            assertThat(refused.outcomes()).containsExactly("REFUSED");
            assertThat(refused.eachOutcome("Code")).containsExactly("TM-1003");
        }
        assertThat(instances()).isEmpty();
    }

    @Test
    void oneThatCoversNoTimeOccupiesNobody() {
        assertThat(change(second(time("2031-04-03T12:00:00Z", "2031-04-03T12:00:00Z")))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(busy()).containsExactly("2031-04-02T09:00:00Z", "2031-04-04T09:00:00Z");
    }

    @Test
    void oneThatComesWithoutAnIdKeepsTheIdThatItHas() {
        Device.Answer larses = lars.settled();
        change(second("'Title':'Special'")).ok();
        String id = instances().get(0).path("Id").asString();
        larses = lars.settled(larses.token());
        first = ida.settled(first.token());
        assertThat(change(second("'Title':'Special'")).ok().outcomes()).containsExactly("UNCHANGED");
        assertThat(lars.sync(larses.token()).told("MeetingRecurrences")).isEmpty();
        change(second("'Title':'More special'")).ok();
        assertThat(instances().get(0).path("Id").asString()).isEqualTo(id);
    }

    @Test
    void ofTwoForOneDateTheLastCounts() {
        assertThat(change(
                                second(time("2031-04-03T12:00:00Z", "2031-04-03T13:00:00Z")),
                                second(time("2031-04-03T14:00:00Z", "2031-04-03T15:00:00Z")))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(instances()).hasSize(1);
        assertThat(busy()).containsExactly("2031-04-02T09:00:00Z", "2031-04-03T14:00:00Z", "2031-04-04T09:00:00Z");
    }

    @Test
    void aGuestHasNotAcceptedItInAdvance() {
        String guest = invite("guest@other.test", "'Status':'ACCEPTED'");
        change(second(invitations(guest))).ok();
        assertThat(statusOf(instances().get(0).path("Meeting"), "guest@other.test"))
                .isEqualTo("PENDING");
        first = ida.settled(first.token());
        change(second(invitations(guest))).ok();
        assertThat(statusOf(instances().get(0).path("Meeting"), "guest@other.test"))
                .as("the host knows that the guest, once invited, accepted")
                .isEqualTo("ACCEPTED");
    }

    @Test
    void sendInvitationsIsClearedOnceTheyWereSent() {
        change(second("'SendInvitations':true,'InvitationSendTime':'2031-04-01T06:05:00Z'"))
                .ok();
        assertThat(instances().get(0).path("Meeting").path("SendInvitations").asBoolean())
                .isFalse();
    }
}
