package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Long lists of time registrations on a whole server.
abstract class RegistrationListCases extends TimeServer {
    private void add(long todo, int count, String date) {
        List<String> commands = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            commands.add("{'command':'AddRegistration','registrationentry':{'minutes':1,'todoid':" + todo + ",'date':'"
                    + date + "'}}");
        }
        for (int from = 0; from < count; from += 1_000) {
            String part = String.join(",", commands.subList(from, Math.min(count, from + 1_000)));
            assertThat(send(withToken(ida, part)).path("status").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aLongListComesInPartsWhoseKeysAreGoodForTheirQuestionOnly() {
        long customer = made("customer", "{'name':'School'}");
        long first = made("todo", "{'title':'Pump','customerid':" + customer + "}");
        made("todo", "{'title':'Nothing on it','customerid':" + customer + "}");
        long second = made("todo", "{'title':'Valve','customerid':" + customer + "}");
        long elsewhere = made("todo", "{'title':'Elsewhere'}");
        add(first, 1_200, "2031-04-01");
        add(second, 1_100, "2031-03-20");
        add(elsewhere, 1, "2031-03-31");

        String question = "{'command':'GetRegistrations','customerid':" + customer;
        JsonNode one = done(ida, question + "}");
        String key = one.path("resumekey").asString();
        JsonNode two = done(ida, question + ",'resumekey':'" + key + "'}");
        List<Long> all = ids(one.path("registrations"));
        assertThat(all).hasSize(2_000);
        all.addAll(ids(two.path("registrations")));
        assertThat(all).hasSize(2_300).doesNotHaveDuplicates();
        assertThat(two.path("resumekey").isMissingNode()).isTrue();
        assertThat(ids(done(ida, question + ",'fromdate':'2031-03-21','todate':'2031-04-01'}")
                        .path("registrations")))
                .hasSize(1_200);
        assertThat(ids(done(ida, question + ",'todate':'2031-03-31'}").path("registrations")))
                .hasSize(1_100);

        String range = "{'command':'GetAllRegistrationsByDateRange','fromdate':'2031-03-20','todate':'2031-04-01'";
        JsonNode early = done(ida, range + "}");
        JsonNode late =
                done(ida, range + ",'resumekey':'" + early.path("resumekey").asString() + "'}");
        assertThat(early.path("registrations")).hasSize(2_000);
        assertThat(late.path("registrations")).hasSize(301);
        assertThat(early.path("registrations").path(1_100).path("todoid").asLong())
                .as("by day")
                .isEqualTo(elsewhere);

        String with = ",'resumekey':'" + key + "'}";
        assertThat(error(lars, question + with)).as("another user's").isEqualTo("badvalue");
        assertThat(error(ida, question + ",'userid':1" + with))
                .as("of another filter")
                .isEqualTo("badvalue");
        assertThat(error(ida, range + with)).as("of another command").isEqualTo("badvalue");
        String changed = (key.charAt(3) == 'x' ? "y" : "x") + key.substring(1);
        assertThat(error(ida, question + ",'resumekey':'" + changed + "'}")).isEqualTo("badvalue");
        assertThat(error(ida, question + ",'resumekey':'x'}")).isEqualTo("badvalue");
    }

    @Test
    void pastRegistrationsAreThoseOfSixtyDaysTheNewestFirst() {
        long todo = made("todo", "{'title':'Pump'}");
        for (String date : List.of("2031-01-30", "2031-01-31", "2031-04-01", "2031-03-01", "2031-04-02")) {
            add(todo, 1, date);
        }
        assertThat(done(ida, "{'command':'GetPastRegistrations'}").path("registrations"))
                .extracting(registration -> registration.path("date").asString())
                .containsExactly("2031-04-01", "2031-03-01", "2031-01-31");
        assertThat(done(lars, "{'command':'GetPastRegistrations'}").path("registrations"))
                .isEmpty();
    }

    @Test
    void registrationsOfAProjectAreThoseOfItsTasks() {
        long project = setUp("project", "'title':'Roof'", "");
        long other = setUp("project", "'title':'Cellar'", "");
        long first = made("todo", "{'title':'Pump','projectid':" + project + "}");
        long second = made("todo", "{'title':'Valve','projectid':" + project + "}");
        long elsewhere = made("todo", "{'title':'Elsewhere','projectid':" + other + "}");
        long moved = made("todo", "{'title':'Moved','projectid':" + project + "}");
        add(first, 2, "2031-04-01");
        add(second, 1, "2031-03-20");
        add(elsewhere, 1, "2031-03-31");
        add(moved, 1, "2031-03-31");
        done(ida, "{'command':'CreateUpdateTodo','todo':{'id':" + moved + ",'projectid':" + other + "}}");

        String question = "{'command':'GetRegistrations','projectid':";
        assertThat(done(ida, question + project + "}").path("registrations"))
                .extracting(registration -> registration.path("todoid").asLong())
                .containsExactly(first, first, second);
        assertThat(done(ida, question + project + ",'fromdate':'2031-04-01'}").path("registrations"))
                .hasSize(2);
        assertThat(done(ida, question + other + "}").path("registrations")).hasSize(2);
        assertThat(done(ida, question + first + "}").path("registrations"))
                .as("that is no project")
                .isEmpty();
        assertThat(error(ida, "{'command':'CreateUpdateTodo','todo':{'title':'x','projectid':" + first + "}}"))
                .isEqualTo("badvalue");
    }
}
