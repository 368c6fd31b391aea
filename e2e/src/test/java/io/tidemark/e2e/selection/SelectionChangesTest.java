package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the histories of [SelectionSimulationTest] found, one by one.
class SelectionChangesTest {
    private static final long OFFICE = 1;
    private static final long IDA = 2;
    private static final String VISITS = """
            {'types': [{'name': 'visit', 'plural': 'visits', 'meaning': 'A visit.', 'key': 'id', 'label': ['title'],
              'written': true, %s
              'fields': [
               {'name': 'id', 'kind': 'number', 'meaning': 'Its number'},
               {'name': 'title', 'kind': 'string', 'meaning': 'Its title'},
               {'name': 'userid', 'kind': 'number', 'refersto': 'user', 'meaning': 'Whose'}]}]}
            """;
    private static final String RULE = "'rules': [{'name': 'user', 'meaning': 'Its user', 'users': 'userid'}]";

    private Company company;

    @BeforeEach
    void start() {
        InMemoryStorage memory = new InMemoryStorage();
        company = new Company(
                () -> new Unclosed(memory), ZoneId.of("Europe/Copenhagen"), Instant.parse("2031-04-01T06:00:00Z"));
        company.operate(saving -> {
            AccountSettings.limit(saving, true);
            return true;
        });
    }

    @AfterEach
    void stop() {
        company.close();
    }

    private AppDevice phone(String command, String plural) {
        return new AppDevice(company, IDA, command, plural, true);
    }

    private void pass(AppDevice phone) {
        company.rest();
        company.pass(Duration.ofSeconds(2));
        phone.pass();
    }

    private long made(String type, String command, String fields) {
        return company.command(OFFICE, "{'command':'" + command + "','" + type + "':{" + fields + "}}")
                .path(type)
                .path("id")
                .asLong();
    }

    @Test
    void aSaveThatOnlyTakesAlongWhatFollowsOtherObjectsIsNoChangeOfTheTask() {
        long customer = made("customer", "CreateUpdateCustomerByID", "'name':'North School'");
        long area = company.put("workarea", "{'title':'Fields'}");
        long task = made(
                "todo",
                "CreateUpdateTodo",
                "'title':'Rope','userid':" + IDA + ",'customerid':" + customer + ",'workareaid':" + area);
        AppDevice phone = phone("GetTodosByLastChange", "todos");
        company.pass(Duration.ofDays(360));
        pass(phone);
        assertThat(phone.copy()).containsOnlyKeys(task);

        made("customer", "CreateUpdateCustomerByID", "'id':" + customer + ",'name':'South School'");
        company.put("customfield", "{'modcode':'todo','type':9,'title':'Helper','visibility':[" + area + "]}");
        made("todo", "CreateUpdateTodo", "'id':" + task + ",'title':'Rope'");
        pass(phone);
        assertThat(phone.copy()).containsValue("Rope of South School");

        company.pass(Duration.ofDays(10));
        pass(phone);
        assertThat(phone.copy()).as("nobody has changed it for a year").isEmpty();
    }

    @Test
    void whoIsLimitedLosesWhatTheRulesThatATypeGetsGiveToOthers() {
        company.describe(VISITS.formatted(""));
        long visit = made("visit", "CreateUpdateVisitByID", "'title':'First'");
        AppDevice phone = phone("GetVisitsByLastChange", "visits");
        pass(phone);
        assertThat(phone.copy()).containsOnlyKeys(visit);

        company.describe(VISITS.formatted("'selection': {" + RULE + "},"));
        pass(phone);
        assertThat(phone.copy()).isEmpty();
    }

    @Test
    void whoIsLimitedGetsWhatATypeThatWasForTheOthersGivesToEveryone() {
        company.describe(VISITS.formatted("'selection': {'everyone': true," + RULE + "},"));
        long visit = made("visit", "CreateUpdateVisitByID", "'title':'First'");
        AppDevice phone = phone("GetVisitsByLastChange", "visits");
        pass(phone);
        assertThat(phone.copy()).isEmpty();

        company.describe(VISITS.formatted(""));
        pass(phone);
        assertThat(phone.copy()).containsOnlyKeys(visit);
    }
}
