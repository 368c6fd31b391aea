package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Appointments by the command API, and the same meetings by the meeting API.
abstract class CalendarCases extends TimeServer {
    /// Every Monday at 10:00 in Copenhagen, four times.
    private static final String SERIES = "'Meeting':{'Id':'m-R','Title':'Weekly','Start':'2031-04-07T08:00:00Z',"
            + "'End':'2031-04-07T08:45:00Z','Invitations':[{'User':{'Email':'" + TestServer.LARS + "'}}]},"
            + "'Pattern':{'RecurrenceType':'WEEKLY','Interval':1,'DayOfWeekMask':2,"
            + "'StartDate':'2031-04-07T08:00:00Z','Duration':45,'Occurences':4,'StandardOffset':-60,"
            + "'DaylightOffset':-120,'DaylightDate':'2031-03-30T01:00:00Z','StandardDate':'2031-10-26T01:00:00Z'}";

    private JsonNode save(JsonNode device, String fields) {
        return done(device, "{'command':'CreateUpdateEvent','event':{" + fields + "}}")
                .path("event");
    }

    private JsonNode calendar(JsonNode device, String inputs) {
        return done(
                        device,
                        "{'command':'GetEventsByUserAndDate','fromdate':'2031-04-01','todate':'2031-04-30'" + inputs
                                + "}")
                .path("calendarentries");
    }

    private JsonNode calendarOf(String email, JsonNode device) {
        return calendar(device, ",'userid':" + number(email));
    }

    private static List<String> lines(JsonNode events) {
        List<String> lines = new ArrayList<>();
        events.forEach(event -> lines.add(event.path("startdate").asString() + " "
                + event.path("starttime").asString() + " " + event.path("title").asString()));
        return lines;
    }

    private static String delete(long id, int allUsers) {
        return "{'command':'DeleteEventByID','eventid':" + id + ",'allusers':" + allUsers + "}";
    }

    private static String deleteDate(String instance) {
        return "{'command':'DeleteEventInstanceByInstanceID','instanceid':'" + instance + "'}";
    }

    private JsonNode meeting() {
        JsonNode meetings = server.device(TestServer.IDA).sync().body().path("Meetings");
        assertThat(meetings).hasSize(1);
        return meetings.path(0).path("Meeting");
    }

    @Test
    void oneMeetingIsEditedThroughBothProtocolsInTurn() {
        long lars = number(TestServer.LARS);
        JsonNode event = save(
                ida,
                "'title':'Survey','startdate':'2031-04-02','starttime':'09:00','endtime':'10:30','users':[" + lars
                        + "],'customerid':0,'location':'Yard'");
        long id = event.path("id").asLong();
        assertThat(event.path("userid").asLong()).isEqualTo(number(TestServer.IDA));
        assertThat(event.path("instanceid").asString()).isEqualTo(Long.toString(id));
        assertThat(meeting().path("Title").asString()).isEqualTo("Survey");
        assertThat(meeting().path("End").asString()).isEqualTo("2031-04-02T08:30:00Z");
        assertThat(server.device(TestServer.LARS).sync().body().path("Meetings"))
                .as("Lars is invited")
                .hasSize(1);

        Device calendar = server.device(TestServer.IDA);
        Device.Answer synced = calendar.settled();
        calendar.commit(CommitBody.under(synced)
                        .modified(
                                "Meeting",
                                "'Id':'" + meeting().path("Id").asString() + "','Title':'Big survey',"
                                        + "'Start':'2031-04-03T07:00:00Z','End':'2031-04-03T08:30:00Z'"))
                .ok();
        assertThat(lines(calendar(ida, ""))).containsExactly("2031-04-03 09:00:00 Big survey");
        assertThat(lines(calendar(lars(), ""))).containsExactly("2031-04-03 09:00:00 Big survey");

        save(lars(), "'id':" + id + ",'location':'Roof'");
        assertThat(meeting().path("Location").asString()).isEqualTo("Roof");
        assertThat(meeting().path("Title").asString()).isEqualTo("Big survey");
        done(ida, delete(id, 1));
        done(ida, delete(id, 1));
        assertThat(calendar(ida, "")).isEmpty();
        assertThat(server.device(TestServer.IDA).sync().body().path("Meetings")).isEmpty();
    }

    private JsonNode lars() {
        return super.lars;
    }

    @Test
    void aSeriesIsEditedThroughBothProtocolsInTurn() {
        Device calendar = server.device(TestServer.IDA);
        calendar.commit(CommitBody.withoutToken().created("MeetingRecurrence", SERIES))
                .ok();
        JsonNode dates = calendar(ida, "");
        assertThat(lines(dates))
                .containsExactly(
                        "2031-04-07 10:00:00 Weekly",
                        "2031-04-14 10:00:00 Weekly",
                        "2031-04-21 10:00:00 Weekly",
                        "2031-04-28 10:00:00 Weekly");
        long id = dates.path(0).path("id").asLong();
        assertThat(ids(dates)).containsOnly(id);
        assertThat(dates.path(1).path("instanceid").asString()).isEqualTo(id + "@2031-04-14T08:00:00Z");

        Device.Answer synced = calendar.settled();
        calendar.commit(CommitBody.under(synced)
                        .modified(
                                "MeetingRecurrence",
                                "'Meeting':{'Id':'m-R'},'MeetingInstances':[{'OriginalDate':'2031-04-14T08:00:00Z',"
                                        + "'Meeting':{'Title':'Special','Start':'2031-04-15T12:00:00Z',"
                                        + "'End':'2031-04-15T13:00:00Z'}}]"))
                .ok();
        save(
                ida,
                "'id':" + id + ",'title':'Status','startdate':'2031-04-21','starttime':'10:00','endtime':'10:45',"
                        + "'enddate':'2031-04-21'");
        assertThat(error(ida, "{'command':'CreateUpdateEvent','event':{'id':" + id + ",'starttime':'11:00'}}"))
                .isEqualTo("conflict");
        done(ida, deleteDate(id + "@2031-04-28T08:00:00Z"));
        assertThat(error(ida, deleteDate(id + "@2031-04-28T08:00:00Z"))).isEqualTo("badvalue");
        assertThat(error(ida, deleteDate(id + "@2031-04-29T08:00:00Z"))).isEqualTo("badvalue");
        assertThat(error(ida, deleteDate(Long.toString(id)))).isEqualTo("badvalue");
        assertThat(error(ida, deleteDate("x"))).isEqualTo("badvalue");
        for (JsonNode device : List.of(ida, lars())) {
            assertThat(lines(calendar(device, "")))
                    .containsExactly(
                            "2031-04-07 10:00:00 Status", "2031-04-15 14:00:00 Special", "2031-04-21 10:00:00 Status");
        }
        JsonNode stored = calendar.sync().item("MeetingRecurrences", "m-R").path("MeetingRecurrence");
        assertThat(stored.path("Meeting").path("Title").asString()).isEqualTo("Status");
        assertThat(stored.path("Meeting").path("Start").asString()).isEqualTo("2031-04-07T08:00:00Z");
        assertThat(stored.path("Pattern").path("Exceptions")).hasSize(1);
        assertThat(stored.path("MeetingInstances")).hasSize(1);

        done(ida, deleteDate(id + "@2031-04-14T08:00:00Z"));
        assertThat(lines(calendar(ida, "")))
                .as("a changed date is taken away whole")
                .containsExactly("2031-04-07 10:00:00 Status", "2031-04-21 10:00:00 Status");
        done(lars(), delete(id, 0));
        assertThat(calendar(lars(), "")).isEmpty();
        assertThat(calendar(ida, "")).hasSize(2);
        done(ida, delete(id, 0));
        assertThat(server.device(TestServer.IDA).sync().body().path("MeetingRecurrences"))
                .as("the last one takes it away for good")
                .isEmpty();
    }

    @Test
    void whoeverLeavesPassesItOnAndIsPartOfItNoMore() {
        long lars = number(TestServer.LARS);
        long id = save(
                        ida,
                        "'title':'Survey','startdate':'2031-04-02','starttime':'09:00','endtime':'10:00','users':["
                                + lars + "]")
                .path("id")
                .asLong();
        done(ida, delete(id, 0));
        assertThat(calendar(ida, "")).isEmpty();
        assertThat(calendar(lars(), "").path(0).path("userid").asLong()).isEqualTo(lars);
        assertThat(error(ida, delete(id, 0))).isEqualTo("noaccess");
        assertThat(error(ida, delete(id, 1))).isEqualTo("noaccess");
        assertThat(error(ida, deleteDate(Long.toString(id)))).isEqualTo("noaccess");
        assertThat(error(ida, "{'command':'CreateUpdateEvent','event':{'id':" + id + ",'title':'x'}}"))
                .isEqualTo("noaccess");
        done(lars(), deleteDate(Long.toString(id)));
        assertThat(calendar(lars(), "")).isEmpty();
        assertThat(error(ida, delete(999, 0))).isEqualTo("notfound");
    }

    @Test
    void onlyVersionTwoMakesAnAppointmentForAnotherUser() {
        long lars = number(TestServer.LARS);
        String event = "'event':{'title':'Survey','startdate':'2031-04-02','userid':" + lars + "}}";
        JsonNode own = done(ida, "{'command':'CreateUpdateEvent'," + event).path("event");
        JsonNode other =
                done(ida, "{'command':'CreateUpdateEvent','version':2," + event).path("event");
        assertThat(own.path("userid").asLong()).isEqualTo(number(TestServer.IDA));
        assertThat(other.path("userid").asLong()).isEqualTo(lars);
        assertThat(ids(calendar(ida, ""))).containsExactly(own.path("id").asLong());
        assertThat(ids(calendar(lars(), ""))).containsExactly(other.path("id").asLong());
        assertThat(calendar(ida, "").path(0).path("endtime").asString())
                .as("one that takes no time is there too")
                .isEqualTo(own.path("starttime").asString());
    }

    @Test
    void othersSeeOfAPrivateAppointmentOnlyThatItIsThere() {
        save(
                ida,
                "'title':'Dentist','description':'Tooth','startdate':'2031-04-02','starttime':'09:00',"
                        + "'endtime':'10:00','location':'Town','isprivate':1");
        JsonNode seen = calendarOf(TestServer.IDA, lars()).path(0);
        assertThat(seen.toString()).doesNotContain("Dentist", "Tooth", "Town");
        assertThat(seen.path("starttime").asString()).isEqualTo("09:00:00");
        assertThat(calendar(ida, "").path(0).path("title").asString()).isEqualTo("Dentist");
    }

    @Test
    void daysAreThoseOfTheAccountAndBounded() {
        long type = made("eventtype", "{'title':'Visit'}");
        made("eventtype", "{'title':'Other'}");
        JsonNode types = done(ida, "{'command':'GetEventTypes'}");
        assertThat(types.path("types")).hasSize(2);
        assertThat(types.path("default").asLong()).isEqualTo(type);
        JsonNode night = save(
                ida,
                "'title':'Night','startdate':'2031-04-30','starttime':'23:30','enddate':'2031-05-01','endtime':'00:30'");
        assertThat(night.path("typeid").asLong()).isEqualTo(type);
        save(ida, "'title':'Late','startdate':'2031-05-01','starttime':'00:00','endtime':'01:00'");
        save(ida, "'title':'Whole','startdate':'2031-04-01','enddate':'2031-04-02','isallday':1");
        assertThat(lines(calendar(ida, ""))).containsExactly("2031-04-01  Whole", "2031-04-30 23:30:00 Night");
        String ask = "{'command':'GetEventsByUserAndDate','fromdate':'2031-01-01','todate':'";
        assertThat(error(ida, ask + "2032-02-05'}")).isEqualTo("badvalue");
        assertThat(error(ida, ask + "2030-12-31'}")).isEqualTo("badvalue");
        assertThat(done(ida, ask + "2032-02-04'}").path("calendarentries")).hasSize(3);
        assertThat(done(ida, ask + "2031-12-31','userid':999}").path("calendarentries"))
                .isEmpty();
        assertThat(done(ida, "{'command':'GetEventByProductionID','id':5}").has("event"))
                .isFalse();
    }
}
