package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two accounts on one server with the same people, the same ids and the same client names (invariant I6).
class IsolationTest extends OnServer {
    private static final String HOURS = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    private Device here;
    private Device there;

    @BeforeEach
    void twoAccountsWithEverythingAlike() {
        server.addAccount("other");
        here = server.device("acme", IDA);
        there = server.device("other", IDA);
        fill(here, "ACME-SECRET");
        fill(there, "OTHER-SECRET");
    }

    private static void fill(Device device, String secret) {
        assertThat(device.commit(CommitBody.withoutToken()
                                .created(
                                        "Meeting",
                                        "'Id':'m-A','Title':'" + secret + "'," + HOURS + ","
                                                + invitations(invite(LARS, ""), invite(secret + "@guests.test", "")))
                                .named("name")
                                .created("Meeting", "'Id':'m-" + secret + "','Title':'own'")
                                .created("CalendarEntry", HOURS)
                                .named("slot")
                                .created(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R','Title':'" + secret
                                                + "'},'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-02T08:00:00Z','Duration':30}")
                                .named("series"))
                        .ok()
                        .outcomes())
                .containsOnly("CREATED");
        assertThat(device.commit(CommitBody.withoutToken()
                                .created("Task", "'Id':'t-A','Title':'" + secret + "'")
                                .named("name"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    private String everything(Device device) {
        return device.sync().text()
                + device.syncTasks().text()
                + device.get("api/v1/mymeetings/list").ok().text()
                + device.get("api/v1/availability?users=" + Device.encoded(IDA + "," + LARS)
                                + "&from=2031-04-01T00:00:00Z&to=2031-05-01T00:00:00Z")
                        .ok()
                        .text();
    }

    @Test
    void noAnswerHoldsAnythingOfTheOtherAccount() {
        assertThat(everything(here)).contains("ACME-SECRET").doesNotContainIgnoringCase("OTHER-SECRET");
        assertThat(everything(there)).contains("OTHER-SECRET").doesNotContainIgnoringCase("ACME-SECRET");
    }

    @Test
    void aTokenOfTheOtherAccountIsNoTokenHere() {
        for (String token : List.of(there.sync().token(), there.syncTasks().token())) {
            for (String group : List.of("mymeetings", "mytasks")) {
                Device.Answer sync = here.get("api/v1/" + group + "/sync?synctoken=" + token);
                assertThat(sync.status()).isEqualTo(400);
                assertThat(sync.code()).isEqualTo("TM-2001");
            }
            Device.Answer commit = here.commit(CommitBody.under(token).deleted("Meeting", "'Id':'m-A'"));
            assertThat(commit.status()).isEqualTo(400);
            assertThat(commit.code()).isEqualTo("TM-2001");
        }
        assertThat(here.sync().told("Meetings")).containsExactlyInAnyOrder("NEW m-A", "NEW m-ACME-SECRET");
    }

    @Test
    void aLoginOfTheOtherAccountIsNoLoginHere() {
        for (String path : List.of(
                "api/v1/mymeetings/sync", "api/v1/mytasks/sync", "api/v1/mymeetings/list", "api/v1/availability")) {
            Device.Answer refused = there.at(server.uri().resolve("acme/")).get(path);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.text()).doesNotContain("SECRET");
        }
        Device intruder = there.at(server.uri().resolve("acme/"));
        assertThat(intruder.commit(CommitBody.withoutToken().created("Meeting", "'Id':'m-X'"))
                        .status())
                .isEqualTo(401);
        assertThat(intruder.refreshLogin().status()).isEqualTo(400);
    }

    @Test
    void editsAndDeletionsOfAlikeObjectsStayAtHome() {
        assertThat(here.commit(CommitBody.under(here.settled())
                                .modified("Meeting", "'Id':'m-A','Title':'ACME-SECRET 2'")
                                .deleted("MeetingRecurrence", "'Meeting':{'Id':'m-R'}")
                                .deletedByName("CalendarEntry", "slot"))
                        .ok()
                        .outcomes())
                .containsExactlyInAnyOrder("DELETED", "APPLIED", "DELETED");
        assertThat(here.commit(CommitBody.under(here.syncTasks()).deletedByName("Task", "name"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        Device.Answer other = there.sync();
        assertThat(other.item("Meetings", "m-A").path("Meeting").path("Title").asString())
                .isEqualTo("OTHER-SECRET");
        assertThat(other.told("MeetingRecurrences")).containsExactly("NEW m-R");
        assertThat(there.syncTasks().told("Tasks")).containsExactly("NEW t-A");
    }

    @Test
    void idsOfTheOtherAccountNameNothingHere() {
        Device.Answer answer = here.commit(CommitBody.under(here.settled())
                .modified("Meeting", "'Id':'m-OTHER-SECRET','Title':'x'")
                .deleted("Meeting", "'Id':'m-OTHER-SECRET'"));
        assertThat(answer.ok().outcomes()).containsExactly("IGNORED", "IGNORED");
        assertThat(there.sync().told("Meetings")).contains("NEW m-OTHER-SECRET");
    }

    @Test
    void aGuestOfTheOtherAccountIsUnknownHere() {
        Device.Answer refused = here.get("api/v1/availability?users=" + Device.encoded("other-secret@guests.test")
                + "&from=2031-04-01T00:00:00Z&to=2031-05-01T00:00:00Z");
        assertThat(refused.status()).isEqualTo(400);
        Device.Answer nobody = here.get("api/v1/availability?users=" + Device.encoded("nobody@guests.test")
                + "&from=2031-04-01T00:00:00Z&to=2031-05-01T00:00:00Z");
        assertThat(refused.body().path("Message").asString())
                .as("no way to tell a stranger from a member of another account")
                .isEqualTo(nobody.body().path("Message").asString());
    }

    @Test
    void withinAnAccountNobodySeesWhatIsNotTheirs() {
        String lars = everything(server.device("acme", LARS));
        assertThat(lars).contains("m-A").doesNotContain("m-ACME-SECRET", "m-R", "t-A", "OTHER-SECRET");
    }
}
