package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Repeating meetings: template, pattern, and the occurrences that deviate (meeting API 5.10). The series
/// is every Monday at 10:00 in Copenhagen, from 2031-04-07, ten times.
class RecurrencesTest extends OnServer {
    private static final String PATTERN =
            "'RecurrenceType':'WEEKLY','Interval':1,'DayOfWeekMask':2,'StartDate':'2031-04-07T08:00:00Z',"
                    + "'Duration':45,'Occurences':10,'StandardOffset':-60,'DaylightOffset':-120,"
                    + "'DaylightDate':'2031-03-30T01:00:00Z','StandardDate':'2031-10-26T01:00:00Z'";

    private Device.Answer first;

    @BeforeEach
    void theSeries() {
        assertThat(ida.commit(CommitBody.withoutToken()
                                .created(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R','Title':'Weekly',"
                                                + time("2031-04-07T08:00:00Z", "2031-04-07T08:45:00Z") + ","
                                                + invitations(invite(LARS, "")) + "},'Pattern':{" + PATTERN + "}"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        first = ida.sync();
        ida.commit(Device.confirming(first)).ok();
    }

    private Device.Answer change(String more) {
        return ida.commit(CommitBody.under(first).modified("MeetingRecurrence", "'Meeting':{'Id':'m-R'}" + more));
    }

    private JsonNode stored() {
        return all(IDA).item("MeetingRecurrences", "m-R").path("MeetingRecurrence");
    }

    private static String deleted(String... dates) {
        List<String> exceptions = new ArrayList<>();
        for (String date : dates) {
            exceptions.add("{'OriginalDate':'" + date + "','StartDate':'" + date + "','Duration':0}");
        }
        return ",'Pattern':{'Exceptions':[" + String.join(",", exceptions) + "]}";
    }

    private static String moved(String original, String start, String end) {
        return "{'OriginalDate':'" + original + "','Meeting':{" + time(start, end) + "}}";
    }

    private List<String> busy(String email) {
        List<String> starts = new ArrayList<>();
        ida.get("api/v1/availability?users=" + Device.encoded(email)
                        + "&from=2031-04-01T00:00:00Z&to=2031-07-01T00:00:00Z")
                .ok()
                .body()
                .path("Users")
                .get(0)
                .path("Busy")
                .forEach(time -> starts.add(time.path("Start").asString()));
        return starts;
    }

    @Test
    void itIsToldWholeAndItsOccurrencesAreNoMeetings() {
        assertThat(first.told("MeetingRecurrences")).containsExactly("NEW m-R");
        assertThat(first.told("Meetings")).isEmpty();
        JsonNode recurrence = first.item("MeetingRecurrences", "m-R").path("MeetingRecurrence");
        assertThat(recurrence.path("Pattern").path("Occurences").asInt()).isEqualTo(10);
        assertThat(recurrence.path("Meeting").path("Host").path("Email").asString())
                .isEqualTo(IDA);
        assertThat(recurrence.path("Meeting").has("ModifiedTime")).isTrue();
        assertThat(busy(IDA)).hasSize(10).first().isEqualTo("2031-04-07T08:00:00Z");
    }

    @Test
    void exceptionsAreACompleteListSortedByDate() {
        assertThat(change(deleted("2031-04-21T08:00:00Z", "2031-04-14T08:00:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        JsonNode exceptions = stored().path("Pattern").path("Exceptions");
        assertThat(exceptions).hasSize(2);
        assertThat(exceptions.get(0).path("OriginalDate").asString()).isEqualTo("2031-04-14T08:00:00Z");
        assertThat(busy(IDA)).hasSize(8);

        assertThat(change(deleted("2031-04-28T08:00:00Z")).ok().outcomes()).containsExactly("APPLIED");
        assertThat(busy(IDA)).hasSize(9).contains("2031-04-14T08:00:00Z").doesNotContain("2031-04-28T08:00:00Z");

        assertThat(change(",'Pattern':{'Exceptions':[]}").ok().outcomes()).containsExactly("APPLIED");
        assertThat(busy(IDA)).hasSize(10);
    }

    @Test
    void anAbsentListIsLeftAsItIs() {
        change(deleted("2031-04-14T08:00:00Z")).ok();
        change(",'MeetingInstances':[" + moved("2031-04-21T08:00:00Z", "2031-04-21T12:00:00Z", "2031-04-21T13:00:00Z")
                        + "]")
                .ok();
        assertThat(ida.commit(CommitBody.under(first)
                                .modified("MeetingRecurrence", "'Meeting':{'Id':'m-R','Title':'Weekly 2'}"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(stored().path("Meeting").path("Title").asString()).isEqualTo("Weekly 2");
        assertThat(stored().path("Pattern").path("Exceptions")).hasSize(1);
        assertThat(stored().path("MeetingInstances")).hasSize(1);
        assertThat(busy(IDA)).hasSize(9).contains("2031-04-21T12:00:00Z");
    }

    @Test
    void anInstanceThatIsMissingFromTheListGoesBackToThePattern() {
        change(",'MeetingInstances':["
                        + moved("2031-04-28T08:00:00Z", "2031-04-28T12:00:00Z", "2031-04-28T13:00:00Z")
                        + ","
                        + moved("2031-04-21T08:00:00Z", "2031-04-21T12:00:00Z", "2031-04-21T13:00:00Z")
                        + "]")
                .ok();
        JsonNode instances = stored().path("MeetingInstances");
        assertThat(instances).hasSize(2);
        assertThat(instances.get(0).path("OriginalDate").asString())
                .as("sorted")
                .isEqualTo("2031-04-21T08:00:00Z");
        assertThat(instances.get(0).path("Id").asString()).isNotEmpty();
        change(",'MeetingInstances':[" + moved("2031-04-28T08:00:00Z", "2031-04-28T12:00:00Z", "2031-04-28T13:00:00Z")
                        + "]")
                .ok();
        assertThat(busy(IDA))
                .contains("2031-04-21T08:00:00Z", "2031-04-28T12:00:00Z")
                .hasSize(10);
    }

    @Test
    void anInstanceThatGivesItsMeetingNoHostBelongsToTheHostOfTheSeries() {
        assertThat(ida.commit(CommitBody.under(first)
                                .modified(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R'," + invitations(invite(LARS, "'IsCoHost':true")) + "}"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        Device.Answer larses = lars.settled();
        assertThat(lars.commit(CommitBody.under(larses)
                                .modified(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R'},'MeetingInstances':[{'OriginalDate':'2031-04-21T08:00:00Z',"
                                                + "'Meeting':{'Title':'Special'," + invitations(invite(IDA, ""))
                                                + "}}]"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(stored().path("MeetingInstances")
                        .get(0)
                        .path("Meeting")
                        .path("Host")
                        .path("Email")
                        .asString())
                .isEqualTo(IDA);
    }

    @Test
    void occurrencesIsReadInBothSpellings() {
        assertThat(change(",'Pattern':{'Occurrences':4}").ok().outcomes()).containsExactly("APPLIED");
        assertThat(stored().path("Pattern").path("Occurences").asInt()).isEqualTo(4);
        assertThat(stored().path("Pattern").has("Occurrences")).isFalse();
        assertThat(busy(IDA)).hasSize(4);
        assertThat(change(",'Pattern':{'Occurences':4,'Occurrences':5}").status())
                .as("both at once")
                .isEqualTo(400);
    }

    @Test
    void everyDeviationReportsTheWholeRecurrenceEvenUnderANarrowFilter() {
        Device other = server.device(LARS);
        Device.Answer others = other.settled();
        change(deleted("2031-04-14T08:00:00Z")).ok();
        Device.Answer told = other.sync(others.token(), "SendInvitations");
        assertThat(told.told("MeetingRecurrences")).containsExactly("MODIFIED m-R");
        assertThat(told.item("MeetingRecurrences", "m-R")
                        .path("MeetingRecurrence")
                        .path("Pattern")
                        .path("Exceptions"))
                .hasSize(1);
    }

    @Test
    void exceptionsAndTitleDoNotDisturbEachOther() {
        Device laptop = server.device(IDA);
        Device.Answer laptops = laptop.settled();
        change(deleted("2031-04-14T08:00:00Z")).ok();
        assertThat(laptop.commit(CommitBody.under(laptops)
                                .modified("MeetingRecurrence", "'Meeting':{'Id':'m-R','Title':'Renamed'}"))
                        .ok()
                        .outcomes())
                .containsExactly("MERGED");
        assertThat(stored().path("Pattern").path("Exceptions")).hasSize(1);
        assertThat(stored().path("Meeting").path("Title").asString()).isEqualTo("Renamed");
    }

    @Test
    void itIsDeletedAndToldByItsTemplatesId() {
        Device.Answer larses = lars.settled();
        assertThat(ida.commit(CommitBody.under(first).deleted("MeetingRecurrence", "'Meeting':{'Id':'m-R'}"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        Device.Answer told = lars.sync(larses.token());
        assertThat(told.told("MeetingRecurrences")).containsExactly("DELETED m-R");
        assertThat(busy(IDA)).isEmpty();
    }

    @Test
    void anAttendeeDeclinesTheSeriesAndNothingElse() {
        Device.Answer larses = lars.settled();
        assertThat(lars.commit(CommitBody.under(larses)
                                .modified("MeetingRecurrence", "'Meeting':{'Id':'m-R','Title':'Mine'}"))
                        .status())
                .isEqualTo(403);
        larses = lars.settled(larses.token());
        assertThat(larses.told("MeetingRecurrences")).containsExactly("MODIFIED m-R");
        assertThat(lars.commit(CommitBody.under(larses)
                                .modified(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-R'," + invitations(invite(LARS, "'Status':'DECLINED'"))
                                                + "}"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        assertThat(lars.sync(larses.token()).told("MeetingRecurrences")).containsExactly("DELETED m-R");
        assertThat(busy(LARS)).isEmpty();
        assertThat(busy(IDA)).hasSize(10);
    }

    @Test
    void theNameAliasRecurrenceIsTaken() {
        assertThat(ida.commit(
                                "{'MeetingRecurrences':[{'State':'NEW','Recurrence':{'Meeting':{'Id':'m-S','Title':'S'},'Pattern':{"
                                        + PATTERN + "}}}]}")
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Pattern':{'StartDate':'2031-04-07T08:00:00Z'}",
                "'Pattern':{'RecurrenceType':'DAILY'}",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'9999-12-31T23:00:00Z'}",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Occurences':2000000000}",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':2000000000}",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30,'Exceptions':[{'StartDate':'2031-04-07T08:00:00Z'}]}",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30},'MeetingInstances':[{'Meeting':{'Title':'x'}}]",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30},'MeetingInstances':[{'OriginalDate':'2031-04-07T08:00:00Z','Meeting':{'Start':'0001-01-03T00:00:00Z','End':'9999-12-31T00:00:00Z'}}]",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30},'MeetingInstances':[{'OriginalDate':'2031-04-07T08:00:00Z','Meeting':{'Start':'9999-12-31T00:00:00Z'}}]",
                "'Pattern':{'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z','Duration':30},'MeetingInstances':[{'OriginalDate':'9999-12-31T08:00:00Z','Meeting':{'Title':'x'}}]"
            })
    void whatCannotBeMeantIsRefusedAloneWithASentence(String impossible) {
        Device.Answer mixed = ida.commit(CommitBody.under(first)
                .created("MeetingRecurrence", "'Meeting':{'Id':'m-X','Title':'x'}," + impossible)
                .created("MeetingRecurrence", "'Meeting':{'Id':'m-Y','Title':'y'},'Pattern':{" + PATTERN + "}"));
        assertThat(mixed.ok().outcomes()).containsExactly("REFUSED", "CREATED");
        assertThat(mixed.eachOutcome("Code").getFirst()).isEqualTo("TM-1003");
        assertThat(mixed.eachOutcome("Message").getFirst()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Duration':0",
                "'EndDate':'2031-04-01T00:00:00Z','Duration':30",
                "'Occurences':1,'Duration':30,'Exceptions':[{'OriginalDate':'2031-04-07T08:00:00Z','Duration':0}]",
                "'Duration':30,'Exceptions':[{'OriginalDate':'2031-04-08T08:00:00Z','StartDate':'1990-01-01T00:00:00Z','Duration':5}]",
                "'Occurences':1,'Duration':30,'Exceptions':[{'OriginalDate':'2031-04-07T08:00:00Z','StartDate':'2040-01-01T00:00:00Z','Duration':5},{'OriginalDate':'2031-04-07T08:00:00Z','StartDate':'2041-01-01T00:00:00Z','Duration':5}]",
                "'Interval':-3,'Duration':30"
            })
    void whatIsOddButHasAMeaningIsTakenAndCanBeAskedFor(String odd) {
        String pattern = "'RecurrenceType':'DAILY','StartDate':'2031-04-07T08:00:00Z'," + odd;
        assertThat(ida.commit(CommitBody.under(first)
                                .created(
                                        "MeetingRecurrence",
                                        "'Meeting':{'Id':'m-X','Title':'x'},'Pattern':{" + pattern + "}")
                                .created("Pattern", pattern)
                                .named("slot"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED", "CREATED");
        assertThat(busy(IDA)).isNotEmpty();
        assertThat(all(IDA).told("MeetingRecurrences")).containsExactly("NEW m-R", "NEW m-X");
    }
}
