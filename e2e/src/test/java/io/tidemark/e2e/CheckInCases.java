package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Check-ins on a whole server.
abstract class CheckInCases extends TimeServer {
    private static final String DAY = "2031-04-01";

    private long customer;
    private long todo;

    @BeforeEach
    void setUpPlaces() {
        customer = made("customer", "{'name':'School'}");
        todo = made("todo", "{'title':'Pump'}");
    }

    private static String in(String word, long object, String time) {
        return "'objecttype':'" + word + "','objectid':" + object + ",'checkindate':'" + DAY + "','checkintime':'"
                + time + "'";
    }

    private long checkIn(String word, long object, String time) {
        return done(ida, "{'command':'DoCheckIn'," + in(word, object, time) + ",'longitude':10.2,'latitude':56.1}")
                .path("checkinid")
                .asLong();
    }

    private static String out(long checkIn, String time, String more) {
        return "{'command':'DoCheckOut','checkinid':" + checkIn + ",'checkoutdate':'" + DAY + "','checkouttime':'"
                + time + "'" + more + "}";
    }

    private JsonNode current(JsonNode device) {
        return done(device, "{'command':'GetCheckIn'}");
    }

    private long currentId() {
        JsonNode current = current(ida);
        assertThat(current.path("ischeckedin").asInt())
                .isEqualTo(current.path("checkinid").asLong() == 0 ? 0 : 1);
        return current.path("checkinid").asLong();
    }

    private JsonNode registrations() {
        return done(ida, "{'command':'GetRegistrationByDate','date':'" + DAY + "'}")
                .path("registrationentries");
    }

    @Test
    void whoIsCheckedInIsToldOnWhatAndSinceWhen() {
        JsonNode nowhere = current(ida);
        assertThat(nowhere.path("ischeckedin").asInt(-1)).isZero();
        assertThat(nowhere.path("objecttype").asString()).isEmpty();
        assertThat(nowhere.path("daycheckindate").asString()).isEmpty();
        done(ida, "{'command':'DoDayCheckIn','checkindate':'" + DAY + "','checkintime':'07:00'}");
        long id = checkIn("customer", customer, "08:00");

        JsonNode current = current(ida);
        assertThat(current.path("checkinid").asLong()).isEqualTo(id);
        assertThat(current.path("objecttype").asString()).isEqualTo("Customer");
        assertThat(current.path("objectid").asLong()).isEqualTo(customer);
        assertThat(current.path("checkindate").asString()).isEqualTo(DAY);
        assertThat(current.path("checkintime").asString()).isEqualTo("08:00:00");
        assertThat(current.path("longitude").asDouble()).isEqualTo(10.2);
        assertThat(current.path("daycheckindate").asString()).isEqualTo(DAY);
        assertThat(current.path("daycheckintime").asString()).isEqualTo("07:00:00");
        assertThat(current(lars).path("ischeckedin").asInt(-1)).isZero();
        done(ida, out(id, "09:00", ""));
        assertThat(currentId()).isZero();
    }

    @Test
    void aSecondCheckInEndsTheFirstWithoutARegistration() {
        long first = checkIn("Customer", customer, "08:00");
        long second = checkIn("Todo", todo, "09:00");
        assertThat(currentId()).isEqualTo(second);
        assertThat(registrations()).isEmpty();
        done(ida, out(first, "08:30", ""));
        assertThat(currentId())
                .as("a check-out that comes late ends what it is of")
                .isEqualTo(second);
        assertThat(checkIn("Customer", customer, "07:00")).isNotEqualTo(first);
        assertThat(currentId())
                .as("a check-in that comes late was over when the next began")
                .isEqualTo(second);
    }

    @Test
    void lossClass26_whatIsSentTwiceHasOneEffect() {
        long first = checkIn("Todo", todo, "08:00");
        assertThat(checkIn("Todo", todo, "08:00")).isEqualTo(first);
        String out = out(first, "09:30", ",'registrationentry':{'note':'done'}");
        long registration = done(ida, out).path("registrationid").asLong();
        assertThat(done(ida, out).path("registrationid").asLong()).isEqualTo(registration);
        long second = checkIn("Todo", todo, "10:00");
        assertThat(done(ida, out).path("registrationid").asLong()).isEqualTo(registration);
        assertThat(currentId()).isEqualTo(second);
        JsonNode entries = registrations();
        assertThat(entries).hasSize(1);
        JsonNode entry = entries.path(0);
        assertThat(entry.path("id").asLong()).isEqualTo(registration);
        assertThat(entry.path("origin").asString()).isEqualTo("C");
        assertThat(entry.path("todoid").asLong()).isEqualTo(todo);
        assertThat(entry.path("minutes").asInt()).isEqualTo(90);
        assertThat(entry.path("starttime").asString()).isEqualTo("08:00:00");
        assertThat(entry.path("note").asString()).isEqualTo("done");
        assertThat(done(ida, "{'command':'GetTodoByID','todoid':" + todo + "}")
                        .path("todos")
                        .path(0)
                        .path("timeusage")
                        .asInt())
                .isEqualTo(90);
    }

    @Test
    void goingHomeEndsTheDayAndTheCheckInThatBeganBefore() {
        done(ida, "{'command':'DoDayCheckIn','checkindate':'" + DAY + "','checkintime':'07:00'}");
        checkIn("Todo", todo, "08:00");
        done(ida, "{'command':'DoDayCheckOut','checkoutdate':'" + DAY + "','checkouttime':'15:00'}");
        assertThat(currentId()).isZero();
        assertThat(current(ida).path("daycheckindate").asString()).isEmpty();
        checkIn("Todo", todo, "14:00");
        assertThat(currentId()).as("it began before the user went home").isZero();
        JsonNode again = done(ida, "{'command':'DoDayCheckIn','checkindate':'" + DAY + "','checkintime':'18:00'}");
        assertThat(again.path("daycheckintime").asString()).isEqualTo("18:00:00");
        long evening = checkIn("Todo", todo, "18:30");
        done(ida, "{'command':'DoDayCheckOut','checkoutdate':'" + DAY + "','checkouttime':'15:00'}");
        assertThat(currentId()).isEqualTo(evening);
    }

    @Test
    void aClosedDayRefusesTheCheckOutAsAWhole() {
        long id = checkIn("Todo", todo, "08:00");
        done(ida, "{'command':'CloseRegistrationsByDate','date':'" + DAY + "'}");
        assertThat(error(ida, out(id, "09:00", ",'registrationentry':{}"))).isEqualTo("conflict");
        assertThat(currentId()).isEqualTo(id);
        done(ida, out(id, "09:00", ""));
        assertThat(currentId()).isZero();
    }

    @Test
    void whatIsNotedAndFilledInAtTheEndIsKeptOnce() {
        long form = made("questionform", "{'title':'Safety'}");
        long id = checkIn("Todo", todo, "08:00");
        String out = out(id, "09:00", ",'note':'Seal is worn','answer':{'formid':" + form + ",'answers':[]}");
        done(ida, out);
        done(ida, out);
        JsonNode threads = done(ida, "{'command':'GetThreads','objecttype':'todo','objectid':" + todo + "}")
                .path("threads");
        assertThat(threads).hasSize(1);
        assertThat(threads.path(0).path("messages")).hasSize(1);
        assertThat(threads.path(0).path("messages").toString()).contains("Seal is worn");
        assertThat(server.storage.<Integer>read(
                        server.account.id(),
                        tx -> tx.selected(
                                        Principal.EVERYONE,
                                        new TypeId("formanswer"),
                                        tx.head().sequence(),
                                        new ObjectNumber(ObjectNumber.BEFORE_ALL),
                                        10)
                                .size()))
                .isEqualTo(1);
    }

    @Test
    void oneUserChecksAnotherInButNobodyChecksAnotherOut() {
        done(
                lars,
                "{'command':'DoCheckInForUser','userid':" + number(TestServer.IDA) + "," + in("Todo", todo, "08:00")
                        + "}");
        long id = currentId();
        assertThat(id).isPositive();
        assertThat(current(lars).path("ischeckedin").asInt(-1)).isZero();
        assertThat(error(lars, out(id, "09:00", ""))).isEqualTo("noaccess");
        assertThat(error(lars, "{'command':'DoCheckInForUser','userid':999," + in("Todo", todo, "08:00") + "}"))
                .isEqualTo("badvalue");
        done(ida, out(id, "09:00", ""));
    }

    @Test
    void whatDoesNotFitIsRefusedByItsCode() {
        assertThat(error(ida, "{'command':'DoCheckIn'," + in("tool", todo, "08:00") + "}"))
                .isEqualTo("badvalue");
        assertThat(error(ida, "{'command':'DoCheckIn'," + in("Customer", todo, "08:00") + "}"))
                .as("a task is no company")
                .isEqualTo("badvalue");
        assertThat(error(ida, "{'command':'DoCheckIn'," + in("Todo", 0, "08:00") + "}"))
                .isEqualTo("badvalue");
        assertThat(error(ida, "{'command':'DoCheckIn','objecttype':'Todo','objectid':" + todo + "}"))
                .isEqualTo("missingfield");
        assertThat(error(ida, out(77, "09:00", ""))).isEqualTo("notfound");
        assertThat(error(ida, out(todo, "09:00", ""))).isEqualTo("notfound");
        long id = checkIn("Todo", todo, "08:00");
        assertThat(error(ida, out(id, "07:59", ""))).isEqualTo("badvalue");
        assertThat(error(ida, out(id, "09:00", ",'checkpoints':[77]"))).isEqualTo("badvalue");
        assertThat(currentId()).isEqualTo(id);
    }
}
