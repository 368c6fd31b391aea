package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is not available when: our own request over what meetings and the calendar say (meeting API 5.9 to
/// 5.11).
class AvailabilityTest extends OnServer {
    private static final String COPENHAGEN = "'StandardOffset':-60,'DaylightOffset':-120,"
            + "'DaylightDate':'2031-03-30T01:00:00Z','StandardDate':'2031-10-26T01:00:00Z'";

    private Device.Answer ask(Device device, String users, String from, String to) {
        return device.get("api/v1/availability?users=" + Device.encoded(users) + "&from=" + from + "&to=" + to);
    }

    private List<String> busy(String email, String from, String to) {
        Device.Answer answer = ask(lars, email, from, to).ok();
        assertThat(answer.body().path("Users").get(0).path("Complete").asBoolean())
                .isTrue();
        List<String> times = new ArrayList<>();
        answer.body()
                .path("Users")
                .get(0)
                .path("Busy")
                .forEach(time -> times.add(
                        time.path("Start").asString() + "/" + time.path("End").asString()));
        return times;
    }

    @Test
    void meetingsAreBusyForHostAndAttendeesAndNotForWhoDeclined() {
        meeting(
                "m-A",
                "'Title':'Alpha'," + time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z") + ","
                        + invitations(invite(LARS, "'Status':'DECLINED'"), invite(TestServer.MONA, "")));
        String hour = "2031-04-02T09:00:00Z/2031-04-02T10:00:00Z";
        assertThat(busy(IDA, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z")).containsExactly(hour);
        assertThat(busy(TestServer.MONA, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z"))
                .containsExactly(hour);
        assertThat(busy(LARS, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z")).isEmpty();
    }

    @Test
    void anOccurrenceWithPeopleOfItsOwnOccupiesThoseAndNoOthers() {
        assertThat(ida.commit("""
                                {'MeetingRecurrences':[{'State':'NEW','MeetingRecurrence':{
                                 'Meeting':{'Id':'r-A','Title':'Daily',
                                  'Invitations':[{'User':{'Email':'mona.lind@example.test'}}]},
                                 'Pattern':{'RecurrenceType':'DAILY','Interval':1,'StartDate':'2031-04-02T09:00:00Z',
                                  'Duration':60,'Occurences':3},
                                 'MeetingInstances':[{'OriginalDate':'2031-04-03T09:00:00Z','Meeting':{
                                  'Start':'2031-04-03T09:00:00Z','End':'2031-04-03T10:00:00Z',
                                  'Invitations':[{'User':{'Email':'lars.bo@example.test'}}]}}]}}]}""").ok().outcomes()).containsExactly("CREATED");
        String first = "2031-04-02T09:00:00Z/2031-04-02T10:00:00Z";
        String second = "2031-04-03T09:00:00Z/2031-04-03T10:00:00Z";
        String third = "2031-04-04T09:00:00Z/2031-04-04T10:00:00Z";
        assertThat(busy(IDA, "2031-04-01T00:00:00Z", "2031-04-06T00:00:00Z")).containsExactly(first, second, third);
        assertThat(busy(LARS, "2031-04-01T00:00:00Z", "2031-04-06T00:00:00Z")).containsExactly(second);
        assertThat(busy(TestServer.MONA, "2031-04-01T00:00:00Z", "2031-04-06T00:00:00Z"))
                .containsExactly(first, third);
    }

    @Test
    void timesAreCutToTheQuestionAndThoseThatTouchAreOne() {
        meeting("m-A", time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z"));
        meeting("m-B", time("2031-04-02T10:00:00Z", "2031-04-02T11:00:00Z"));
        meeting("m-C", time("2031-04-02T09:30:00Z", "2031-04-02T09:45:00Z"));
        meeting("m-D", time("2031-04-02T12:00:00Z", "2031-04-02T13:00:00Z"));
        assertThat(busy(IDA, "2031-04-02T09:15:00Z", "2031-04-02T12:30:00Z"))
                .containsExactly(
                        "2031-04-02T09:15:00Z/2031-04-02T11:00:00Z", "2031-04-02T12:00:00Z/2031-04-02T12:30:00Z");
        assertThat(busy(IDA, "2031-04-02T11:00:00Z", "2031-04-02T12:00:00Z")).isEmpty();
    }

    @Test
    void aWeeklyMeetingKeepsItsLocalTimeAcrossBothSwitches() {
        assertThat(ida.commit(CommitBody.withoutToken()
                                .created(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R'},'Pattern':{'RecurrenceType':'WEEKLY','DayOfWeekMask':1,"
                                                + "'StartDate':'2031-03-16T09:00:00Z','Duration':60,'EndDate':'2032-12-31T00:00:00Z',"
                                                + COPENHAGEN + "}"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        assertThat(busy(IDA, "2031-03-22T00:00:00Z", "2031-04-07T00:00:00Z"))
                .containsExactly(
                        "2031-03-23T09:00:00Z/2031-03-23T10:00:00Z",
                        "2031-03-30T08:00:00Z/2031-03-30T09:00:00Z",
                        "2031-04-06T08:00:00Z/2031-04-06T09:00:00Z");
        assertThat(busy(IDA, "2031-10-18T00:00:00Z", "2031-11-03T00:00:00Z"))
                .containsExactly(
                        "2031-10-19T08:00:00Z/2031-10-19T09:00:00Z",
                        "2031-10-26T09:00:00Z/2031-10-26T10:00:00Z",
                        "2031-11-02T09:00:00Z/2031-11-02T10:00:00Z");
        assertThat(busy(IDA, "2032-03-21T00:00:00Z", "2032-04-04T00:00:00Z"))
                .as("the last Sunday of March in another year")
                .containsExactly(
                        "2032-03-21T09:00:00Z/2032-03-21T10:00:00Z", "2032-03-28T08:00:00Z/2032-03-28T09:00:00Z");
    }

    @Test
    void busySlotsCountWithTheirMovedAndDeletedOccurrences() {
        assertThat(ida.commit(CommitBody.withoutToken()
                                .created("CalendarEntry", time("2031-04-03T11:00:00Z", "2031-04-03T12:00:00Z"))
                                .named("one")
                                .created(
                                        "Pattern",
                                        "'RecurrenceType':'DAILY','StartDate':'2031-04-01T06:00:00Z','Duration':30,'Occurences':4,"
                                                + "'Exceptions':[{'OriginalDate':'2031-04-02T06:00:00Z','StartDate':'2031-04-02T06:00:00Z','Duration':0},"
                                                + "{'OriginalDate':'2031-04-03T06:00:00Z','StartDate':'2031-04-03T07:00:00Z','Duration':15}]")
                                .named("daily"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED", "CREATED");
        List<String> all = List.of(
                "2031-04-01T06:00:00Z/2031-04-01T06:30:00Z",
                "2031-04-03T07:00:00Z/2031-04-03T07:15:00Z",
                "2031-04-03T11:00:00Z/2031-04-03T12:00:00Z",
                "2031-04-04T06:00:00Z/2031-04-04T06:30:00Z");
        assertThat(busy(IDA, "2031-04-01T00:00:00Z", "2031-04-10T00:00:00Z")).isEqualTo(all);
        assertThat(ida.commit(CommitBody.withoutToken()
                                .deletedByName("Pattern", "daily")
                                .modified("CalendarEntry", time("2031-04-03T15:00:00Z", "2031-04-03T16:00:00Z"))
                                .named("one"))
                        .ok()
                        .outcomes())
                .containsExactlyInAnyOrder("DELETED", "APPLIED");
        assertThat(busy(IDA, "2031-04-01T00:00:00Z", "2031-04-10T00:00:00Z"))
                .containsExactly("2031-04-03T15:00:00Z/2031-04-03T16:00:00Z");
    }

    @Test
    void nothingButTimesAndTheAskedUsersIsAnswered() {
        meeting(
                "m-secret",
                "'Title':'Merger','Location':'Vault','Purpose':'Hush',"
                        + time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z") + ","
                        + invitations(invite("raider@other.test", "")));
        Device.Answer answer =
                ask(lars, IDA, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z").ok();
        assertThat(answer.text()).doesNotContain("Merger", "Vault", "Hush", "m-secret", "raider");
        assertThat(answer.body().path("Users").get(0).propertyNames())
                .containsExactlyInAnyOrder("User", "Complete", "Busy");
    }

    @Test
    void severalUsersAreAnsweredInTheOrderOfTheQuestionByEmailOrId() {
        Device.Answer answer = ask(ida, LARS + ", id-ida.", "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z")
                .ok();
        assertThat(answer.body().path("Users")).hasSize(2);
        assertThat(answer.body().path("Users").get(0).path("User").path("Email").asString())
                .isEqualTo(LARS);
        assertThat(answer.body().path("Users").get(1).path("User").path("Email").asString())
                .isEqualTo(IDA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2031-04-02T00:00:00Z&to=2031-04-03T00:00:00Z",
                "users=&from=2031-04-02T00:00:00Z&to=2031-04-03T00:00:00Z",
                "users=nobody%40example.test&from=2031-04-02T00:00:00Z&to=2031-04-03T00:00:00Z",
                "users=ida.holm%40example.test&from=2031-04-03T00:00:00Z&to=2031-04-02T00:00:00Z",
                "users=ida.holm%40example.test&from=2031-04-02T00:00:00Z&to=2033-04-02T00:00:00Z",
                "users=ida.holm%40example.test&from=yesterday&to=2033-04-02T00:00:00Z",
                "users=ida.holm%40example.test&from=2031-02-30T00:00:00Z&to=2031-04-02T00:00:00Z",
                "users=ida.holm%40example.test&from=-999999999-01-01T00:00:00Z&to=-999999999-01-02T00:00:00Z",
                "users=ida.holm%40example.test&from=%2B999999999-01-01T00:00:00Z&to=%2B999999999-01-02T00:00:00Z",
                "users=ida.holm%40example.test&from=%2B20000-01-01T00:00:00Z&to=%2B20000-01-02T00:00:00Z"
            })
    void aQuestionThatCannotBeAnsweredIsRefusedWithASentence(String query) {
        Device.Answer refused = ida.get("api/v1/availability?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("TM-1001");
        assertThat(refused.body().path("Message").asString()).isNotEmpty();
    }

    @Test
    void aYearOfEndlessDailyMeetingsIsAnswered() {
        assertThat(ida.commit(
                                CommitBody.withoutToken()
                                        .created(
                                                "MeetingRecurrence",
                                                "'Meeting':{'Id':'m-R'},'Pattern':{'RecurrenceType':'DAILY','StartDate':'2001-01-01T09:00:00Z','Duration':60}"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        assertThat(busy(IDA, "2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z")).hasSize(365);
    }
}
