package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Planned work on a whole server. It is 8 o'clock on 2031-04-01.
abstract class PlanCases extends TimeServer {
    private long todo(String more) {
        return made("todo", "{'title':'Pump'" + more + "}");
    }

    private JsonNode plan(long todo, String fields) {
        return done(
                        ida,
                        "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':0,'todoid':" + todo + ","
                                + fields + "}}")
                .path("prodplanentry");
    }

    private JsonNode planned(String inputs) {
        return done(
                ida,
                "{'command':'GetProductionByUserAndDate','fromdate':'2031-03-01','todate':'2031-05-01'" + inputs + "}");
    }

    private int activity(long todo) {
        JsonNode entries = planned("").path("prodplanentries");
        for (JsonNode entry : entries) {
            if (entry.path("todoid").asLong() == todo) {
                return entry.path("activitystate").asInt();
            }
        }
        throw new AssertionError("not planned: " + todo);
    }

    @Test
    void aPlanningIsMadeChangedAndShownWithItsTask() {
        long state = made("todostate", "{'title':'Open','isdefault':1}");
        long customer = made("customer", "{'name':'School'}");
        long todo = todo(",'customerid':" + customer);
        JsonNode made = plan(todo, "'date':'2031-04-02','starttime':'09:00','minutes':60");
        assertThat(made.path("userid").asLong()).isEqualTo(number(TestServer.IDA));
        assertThat(made.path("customerid").asLong()).isEqualTo(customer);
        assertThat(made.path("eventid").asInt()).isZero();
        plan(todo, "'date':'2031-04-02','starttime':'09:00','minutes':60");
        long id = made.path("id").asLong();
        done(ida, "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':" + id + ",'date':'2031-04-03'}}");

        JsonNode shown = planned(",'inclstate':1,'inclactivitycolor':1");
        assertThat(shown.path("prodplanentries")).hasSize(2);
        assertThat(shown.path("prodplanentries").path(1).path("minutes").asInt())
                .isEqualTo(60);
        assertThat(shown.path("state")).hasSize(1);
        assertThat(shown.path("state").path(0).path("todoid").asLong()).isEqualTo(todo);
        assertThat(shown.path("state").path(0).path("stateid").asLong()).isEqualTo(state);
        assertThat(shown.path("activitycolors")).hasSize(6);
        assertThat(planned("").has("state")).isFalse();
        assertThat(planned("").has("activitycolors")).isFalse();
        assertThat(planned(",'userid':" + number(TestServer.LARS)).path("prodplanentries"))
                .isEmpty();
    }

    @Test
    void theIdOfANewPlanningIsNeededAndMeansNothing() {
        long todo = todo("");
        String add = "{'command':'AddProduction','clientid':'p-1','prodplanentry':{'id':77,'todoid':" + todo + "}}";
        long first = done(ida, add).path("prodplanentry").path("id").asLong();
        assertThat(first).isNotEqualTo(77);
        assertThat(done(ida, add).path("prodplanentry").path("id").asLong()).isEqualTo(first);
        assertThat(error(ida, "{'command':'AddProduction','prodplanentry':{'todoid':" + todo + "}}"))
                .isEqualTo("missingfield");
        assertThat(error(ida, "{'command':'CreateUpdateProductionByID','prodplanentry':{'todoid':" + todo + "}}"))
                .isEqualTo("missingfield");
        assertThat(error(ida, "{'command':'CreateUpdateProductionByID','prodplanentry':{'id':77}}"))
                .isEqualTo("notfound");
        assertThat(error(ida, "{'command':'AddProduction','prodplanentry':{'id':0,'minutes':-1}}"))
                .isEqualTo("badvalue");
    }

    @Test
    void theActivityFollowsTheClockTheTaskAndTheCheckIns() {
        long todo = todo("");
        plan(todo, "'date':'2031-04-01','starttime':'09:00','endtime':'10:00'");
        long later = todo("");
        plan(later, "'date':'2031-04-02'");
        assertThat(activity(todo)).as("later today").isEqualTo(4);
        assertThat(activity(later)).as("later").isEqualTo(5);
        server.pass(Duration.ofHours(3));
        assertThat(activity(todo)).as("not visited").isEqualTo(3);
        long checkIn = done(
                        ida,
                        "{'command':'DoCheckIn','objecttype':'todo','objectid':" + todo
                                + ",'checkindate':'2031-04-01','checkintime':'10:30'}")
                .path("checkinid")
                .asLong();
        assertThat(activity(todo)).as("in progress").isEqualTo(1);
        done(
                ida,
                "{'command':'DoCheckOut','checkinid':" + checkIn
                        + ",'checkoutdate':'2031-04-01','checkouttime':'10:45'}");
        assertThat(activity(todo)).as("visited").isEqualTo(2);
        done(ida, "{'command':'CreateUpdateTodo','todo':{'id':" + todo + ",'isclosed':1}}");
        assertThat(activity(todo)).as("closed").isZero();
    }

    @Test
    void plannedTodosAreThoseAheadAndThoseLeftOver() {
        long ahead = todo("");
        long left = todo("");
        long done = todo(",'isclosed':1");
        long old = todo("");
        long others = todo("");
        plan(left, "'date':'2031-03-10'");
        plan(done, "'date':'2031-03-11'");
        plan(ahead, "'date':'2031-04-01'");
        plan(ahead, "'date':'2032-04-01'");
        plan(old, "'date':'2031-02-27'");
        plan(others, "'date':'2031-04-02','userid':" + number(TestServer.LARS));
        JsonNode todos = done(ida, "{'command':'GetPlannedTodos'}").path("todos");
        assertThat(todos).extracting(JsonNode::asLong).containsExactly(left, ahead);
        made("plandestination", "{'title':'Depot','address':'Quay 1','latitude':55.5}");
        assertThat(done(ida, "{'command':'GetPlanDestinations'}")
                        .path("destinations")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("Depot");
    }
}
