package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Time registrations on a whole server.
abstract class RegistrationCases extends TimeServer {
    private static final String TODAY = "2031-04-01";

    private long todo;

    @BeforeEach
    void setUpTask() {
        todo = made("todo", "{'title':'Pump'}");
    }

    private JsonNode added(JsonNode device, String fields) {
        return done(device, "{'command':'AddRegistration','registrationentry':{" + fields + "}}")
                .path("registrationentry");
    }

    private long add(int minutes) {
        return added(ida, "'date':'" + TODAY + "','todoid':" + todo + ",'minutes':" + minutes)
                .path("id")
                .asLong();
    }

    private static String update(long id, String fields) {
        return "{'command':'UpdateRegistration','registrationentry':{'id':" + id + "," + fields + "}}";
    }

    private static String administer(long id, String fields) {
        return "{'command':'UpdateRegistration','version':2,'registrationentry':{'id':" + id + "," + fields + "}}";
    }

    private static String delete(long id) {
        return "{'command':'DeleteRegistrationByID','registrationentryid':" + id + "}";
    }

    private static String approve(long id, long approver) {
        return "{'command':'ApproveRegistration','registrationid':" + id + ",'userid':" + approver + "}";
    }

    private JsonNode sheet(JsonNode device, String inputs) {
        return done(device, "{'command':'GetRegistrationByDate','date':'" + TODAY + "'" + inputs + "}");
    }

    private JsonNode close() {
        return done(ida, "{'command':'CloseRegistrationsByDate','date':'" + TODAY + "'}");
    }

    private int timeUsed() {
        return done(ida, "{'command':'GetTodoByID','todoid':" + todo + "}")
                .path("todos")
                .path(0)
                .path("timeusage")
                .asInt();
    }

    @Test
    void theTimeOnATaskFollowsItsRegistrations() {
        JsonNode first = added(ida, "'date':'01-04-2031','starttime':'7.30','todoid':'" + todo + "','minutes':90");
        assertThat(first.path("origin").asString()).isEqualTo("M");
        assertThat(first.path("userid").asLong()).isEqualTo(number(TestServer.IDA));
        assertThat(first.path("date").asString()).isEqualTo(TODAY);
        assertThat(first.path("todotext").asString()).isEqualTo("Pump");
        long second = add(30);
        assertThat(timeUsed()).isEqualTo(120);

        long id = first.path("id").asLong();
        assertThat(done(ida, update(id, "'minutes':60,'note':'valve'"))
                        .path("id")
                        .asLong())
                .isEqualTo(id);
        assertThat(timeUsed()).isEqualTo(90);
        done(ida, delete(second));
        done(ida, delete(second));
        assertThat(timeUsed()).isEqualTo(60);
        JsonNode sheet = sheet(ida, "");
        assertThat(ids(sheet.path("registrationentries"))).containsExactly(id);
        assertThat(sheet.path("registrationentries").path(0).path("note").asString())
                .isEqualTo("valve");
        assertThat(sheet.path("state").asInt()).isEqualTo(1);
        assertThat(sheet.path("isopen").asInt()).isEqualTo(1);
        assertThat(sheet.path("atwork").asInt()).isEqualTo(1);
        assertThat(sheet.path("regtypeid").asInt()).isZero();
        assertThat(error(ida, update(second, "'minutes':1"))).isEqualTo("conflict");
    }

    @Test
    void anUpdateWritesWhatItMayAndNothingElse() {
        long post = made("internalregistration", "{'title':'Meetings'}");
        long other = made("internalregistration", "{'title':'Training'}");
        long onTask = add(10);
        long internal = added(
                        ida, "'minutes':10,'approvedby':1,'locked':1,'isdeleted':1,'origin':'T','internalid':" + post)
                .path("id")
                .asLong();
        String all = "'userid':" + number(TestServer.LARS) + ",'date':'2031-05-05','todoid':0,'minutes':20,'stars':3,"
                + "'starttime':'08:00','approvedby':1,'locked':1,'internalid':" + other;
        done(ida, update(onTask, all));
        done(ida, update(internal, all));

        JsonNode entries = sheet(ida, "").path("registrationentries");
        assertThat(entries).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.path("minutes").asInt()).isEqualTo(20);
            assertThat(entry.path("stars").asInt()).isEqualTo(3);
            assertThat(entry.path("starttime").asString()).isEqualTo("08:00:00");
            assertThat(entry.path("approvedby").asInt()).isZero();
            assertThat(entry.path("locked").asInt()).isZero();
            assertThat(entry.path("origin").asString()).isEqualTo("M");
        });
        assertThat(entries.path(0).path("todoid").asLong()).isEqualTo(todo);
        assertThat(entries.path(0).path("internalid").asLong())
                .as("it was on none")
                .isZero();
        assertThat(entries.path(1).path("internalid").asLong()).isEqualTo(other);
        assertThat(done(ida, "{'command':'GetInternalRegistrations'}").path("internalregistrations"))
                .extracting(set -> set.path("title").asString())
                .containsExactly("Meetings", "Training");
        assertThat(done(ida, "{'command':'GetCustomRegistrationDefinitions'}").path("definitions"))
                .isEmpty();
    }

    @Test
    void whatIsLockedIsChangedOnlyByWhoUnlocksIt() {
        long id = add(10);
        done(ida, administer(id, "'locked':1"));
        assertThat(error(ida, update(id, "'minutes':20"))).isEqualTo("conflict");
        assertThat(error(ida, administer(id, "'minutes':20"))).isEqualTo("conflict");
        assertThat(error(ida, delete(id))).isEqualTo("conflict");
        assertThat(error(ida, "{'command':'ClearRegistrationByDate','date':'" + TODAY + "'}"))
                .isEqualTo("conflict");
        assertThat(timeUsed()).isEqualTo(10);
        done(ida, administer(id, "'minutes':20,'locked':0"));
        assertThat(timeUsed()).isEqualTo(20);
        done(ida, administer(id, "'gpslock':1"));
        assertThat(error(ida, delete(id))).isEqualTo("conflict");
    }

    @Test
    void aUserWritesOnlyHisOwnAndEverybodyReads() {
        long id = add(10);
        long ida = number(TestServer.IDA);
        assertThat(error(lars, update(id, "'minutes':20"))).isEqualTo("noaccess");
        assertThat(error(lars, delete(id))).isEqualTo("noaccess");
        for (String command : new String[] {"ClearRegistrationByDate", "CloseRegistrationsByDate"}) {
            assertThat(error(lars, "{'command':'" + command + "','date':'" + TODAY + "','userid':" + ida + "}"))
                    .isEqualTo("noaccess");
        }
        assertThat(error(lars, "{'command':'AddRegistration','registrationentry':{'userid':" + ida + ",'minutes':5}}"))
                .isEqualTo("noaccess");
        assertThat(ids(sheet(lars, ",'userid':" + ida).path("registrationentries")))
                .containsExactly(id);
        assertThat(sheet(lars, "").path("registrationentries")).isEmpty();
    }

    @Test
    void aClosedDayTakesNothingAndIsAcceptedWhenAllIsApproved() {
        long first = add(10);
        long second = add(20);
        long lars = number(TestServer.LARS);
        done(this.lars, approve(first, lars));
        assertThat(sheet(ida, "").path("state").asInt())
                .as("approved, not closed")
                .isEqualTo(1);
        assertThat(close().path("state").asInt()).isEqualTo(2);
        assertThat(close().path("state").asInt()).isEqualTo(2);

        JsonNode refused = run(ida, "{'command':'AddRegistration','registrationentry':{'date':'" + TODAY + "'}}");
        assertThat(refused.path("status").asInt()).isZero();
        assertThat(refused.path("id").asInt(-1)).isZero();
        assertThat(refused.path("error").asString()).isEqualTo("conflict");
        assertThat(refused.path("msg").asString()).contains("closed");
        assertThat(error(ida, update(first, "'minutes':11"))).isEqualTo("conflict");
        assertThat(error(ida, delete(first))).isEqualTo("conflict");
        assertThat(error(ida, "{'command':'ClearRegistrationByDate','date':'" + TODAY + "'}"))
                .isEqualTo("conflict");
        assertThat(added(ida, "'date':'2031-04-02','minutes':5").path("id").asLong())
                .as("another day")
                .isPositive();

        done(this.lars, approve(second, lars));
        JsonNode sheet = sheet(ida, "");
        assertThat(sheet.path("state").asInt()).isEqualTo(3);
        assertThat(sheet.path("isopen").asInt()).isZero();
        done(ida, administer(second, "'approvedby':0"));
        assertThat(sheet(ida, "").path("state").asInt()).isEqualTo(2);
        assertThat(error(ida, approve(second, 999))).isEqualTo("badvalue");
        assertThat(timeUsed()).isEqualTo(30);
    }

    @Test
    void aDayThatIsApprovedBeforeItIsClosedIsAcceptedAtOnce() {
        done(ida, approve(add(10), number(TestServer.LARS)));
        assertThat(close().path("state").asInt()).isEqualTo(3);
    }

    @Test
    void aDayIsClearedAsAWhole() {
        add(10);
        add(20);
        String clear = "{'command':'ClearRegistrationByDate','clientid':'c-1','date':'" + TODAY + "'}";
        done(ida, clear);
        long later = add(5);
        done(ida, clear);
        assertThat(ids(sheet(ida, "").path("registrationentries")))
                .as("a repeated upload has one effect")
                .containsExactly(later);
        assertThat(timeUsed()).isEqualTo(5);
        done(ida, "{'command':'ClearRegistrationByDate','date':'2031-03-01'}");
    }

    @Test
    void lossClass26_aRepeatedAddMakesOneRegistration() {
        String add = "{'command':'AddRegistration','clientid':'r-1','registrationentry':{'todoid':" + todo
                + ",'minutes':15}}";
        assertThat(done(ida, add)).isEqualTo(done(ida, add));
        assertThat(timeUsed()).isEqualTo(15);
    }

    @Test
    void whatDoesNotFitIsRefusedByItsCode() {
        String add = "{'command':'AddRegistration','registrationentry':{";
        assertThat(error(ida, add + "'minutes':-1}}")).isEqualTo("badvalue");
        assertThat(error(ida, add + "'minutes':1000001}}")).isEqualTo("badvalue");
        assertThat(error(ida, add + "'internalid':77}}")).isEqualTo("badvalue");
        assertThat(error(ida, add + "'internalid':" + todo + "}}")).isEqualTo("badvalue");
        assertThat(error(ida, add + "'todoid':77}}")).isEqualTo("badvalue");
        assertThat(run(ida, "{'command':'AddRegistration'}").path("id").asInt(-1))
                .isZero();
        assertThat(error(ida, delete(77))).isEqualTo("notfound");
        assertThat(error(ida, delete(0))).isEqualTo("notfound");
        assertThat(error(ida, delete(todo))).isEqualTo("notfound");
        assertThat(error(ida, update(0, "'minutes':1"))).isEqualTo("notfound");
        assertThat(error(ida, "{'command':'GetRegistrations'}")).isEqualTo("missingfield");
        assertThat(timeUsed()).isZero();
    }

    @Test
    void onlyTheListOfChangesTellsThatOneWasDeleted() {
        long kept = add(10);
        long deleted = add(20);
        long other = added(lars, "'minutes':5,'todoid':" + todo).path("id").asLong();
        done(ida, delete(deleted));
        server.pass(Duration.ofDays(1));

        String ofObject = "{'command':'GetRegistrations','todoid':" + todo;
        assertThat(ids(done(ida, ofObject + "}").path("registrations"))).containsExactly(kept, other);
        assertThat(ids(done(ida, ofObject + ",'userid':" + number(TestServer.LARS) + "}")
                        .path("registrations")))
                .containsExactly(other);
        assertThat(ids(done(ida, "{'command':'GetPastRegistrations'}").path("registrations")))
                .containsExactly(kept);
        String changes = "{'command':'GetRegistrationsByLastChange','changedate':'";
        JsonNode all = done(ida, changes + "1970-01-01'}").path("registrations");
        assertThat(ids(all)).containsExactly(kept, deleted, other);
        assertThat(all.path(1).path("isdeleted").asInt()).isEqualTo(1);
        String own = "','userid':" + number(TestServer.IDA) + "}";
        assertThat(ids(done(ida, changes + "1970-01-01" + own).path("registrations")))
                .containsExactlyInAnyOrder(kept, deleted);
        assertThat(ids(done(ida, changes + TODAY + own).path("registrations")))
                .as("those of others were never told, so they are not told as gone")
                .containsExactlyInAnyOrder(kept, deleted);
    }

    @Test
    void registrationsWaitForAnInvoiceUntilTheyStandOnOne() {
        long first = add(10);
        long second = add(20);
        added(ida, "'minutes':30");
        String pending = "{'command':'GetRegistrationsPendingInvoicing'}";
        assertThat(ids(done(ida, pending).path("registrations"))).containsExactly(first, second);
        String mark = "{'command':'MarkRegistrationsAsInvoiced','registrationids':[";
        assertThat(error(ida, mark + first + ",77]}")).isEqualTo("notfound");
        assertThat(ids(done(ida, pending).path("registrations")))
                .as("all of them, or none")
                .containsExactly(first, second);
        done(ida, mark + first + "]}");
        done(ida, mark + "]}");
        JsonNode left = done(ida, pending).path("registrations");
        assertThat(ids(left)).containsExactly(second);
        assertThat(left.path(0).toString()).doesNotContain("invoice");
        assertThat(error(ida, update(first, "'minutes':11"))).isEqualTo("conflict");
        assertThat(error(ida, delete(first))).isEqualTo("conflict");
    }
}
