package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a device gets of a deleted object, type by type (command API 1.6).
class DeletionTableTest {
    private static final long OFFICE = 1;
    private static final long IDA = 2;

    private final InMemoryStorage storage = new InMemoryStorage();
    private final Company company = new Company(
            () -> new Unclosed(storage), ZoneId.of("Europe/Copenhagen"), Instant.parse("2031-04-01T06:00:00Z"));

    @AfterEach
    void close() {
        company.close();
    }

    private JsonNode save(String command, String name, String fields) {
        JsonNode saved = company.command(OFFICE, "{'command':'" + command + "','" + name + "':{" + fields + "}}");
        company.pass(Duration.ofSeconds(2));
        return saved.path(name);
    }

    private JsonNode told(String list, String plural, long id) {
        String from = "{'command':'" + list + "','changedate':'2031-04-01'";
        JsonNode found = null;
        String key = "";
        do {
            JsonNode part = company.command(IDA, from + (key.isEmpty() ? "" : ",'resumekey':'" + key + "'") + "}");
            for (JsonNode object : part.path(plural)) {
                found = object.path("id").asLong() == id ? object : found;
            }
            key = part.path("resumekey").asString("");
        } while (!key.isEmpty());
        assertThat(found).isNotNull();
        return found;
    }

    private static void assertHiddenWithout(JsonNode object, List<String> values, List<String> kept) {
        assertThat(object.path("isdeleted").asInt()).isEqualTo(1);
        String text = object.toString();
        assertThat(values).noneMatch(text::contains);
        assertThat(kept).allMatch(text::contains);
    }

    @Test
    void aCompanyGoesOutEmptiedAndComesBackWhole() {
        long id = save("CreateUpdateCustomerByID", "customer", "'name':'Birk Laundry','city':'Aarhus','phone':'4011'")
                .path("id")
                .asLong();
        save("CreateUpdateCustomerByID", "customer", "'id':" + id + ",'isdeleted':1");
        JsonNode gone = told("GetCustomersByLastChange", "customers", id);
        assertHiddenWithout(gone, List.of("Birk", "Aarhus", "4011"), List.of("changedate"));
        assertThat(gone.has("city")).as("the row survives").isTrue();

        save("CreateUpdateCustomerByID", "customer", "'id':" + id + ",'isdeleted':0");
        assertThat(told("GetCustomersByLastChange", "customers", id).toString())
                .contains("Birk Laundry", "Aarhus", "4011");
    }

    @Test
    void aPersonGoesOutLargelyEmptied() {
        long id = save(
                        "CreateUpdatePersonByID",
                        "person",
                        "'firstname':'Bo','lastname':'Birk','email':'bo@birk.example'")
                .path("id")
                .asLong();
        save("CreateUpdatePersonByID", "person", "'id':" + id + ",'isdeleted':1");
        assertHiddenWithout(
                told("GetPersonsByLastChange", "persons", id), List.of("bo@birk.example"), List.of("Bo", "Birk"));
    }

    @Test
    void equipmentGoesOutLargelyEmptied() {
        long id = company.put("tool", "{'title':'Crane','number':'K-7','serialnumber':'S4711'}");
        company.decide("tool", id, "{'isdeleted':1}");
        company.pass(Duration.ofSeconds(2));
        assertHiddenWithout(told("GetToolsByLastChange", "tools", id), List.of("S4711"), List.of("Crane", "K-7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GetProductsByLastChange | products | CreateUpdateProductByID | product | 'title':'Filter'",
                "GetProductUseByLastChange | productuse | CreateUpdateProductUse | productuse | 'title':'Filter','todoid':TASK"
            })
    void othersStayAsTheyAre(String list, String plural, String save, String name, String fields) {
        long task =
                save("CreateUpdateTodo", "todo", "'title':'Pump'").path("id").asLong();
        long id = save(save, name, fields.replace("TASK", Long.toString(task)))
                .path("id")
                .asLong();
        save(save, name, "'id':" + id + ",'isdeleted':1");
        assertHiddenWithout(told(list, plural, id), List.of(), List.of("Filter"));
    }

    @Test
    void aTaskGoesWithItsCompanyAndComesBackWithIt() {
        long customer = save("CreateUpdateCustomerByID", "customer", "'name':'Birk Laundry'")
                .path("id")
                .asLong();
        long task = save("CreateUpdateTodo", "todo", "'title':'Pump','customerid':" + customer)
                .path("id")
                .asLong();
        long other =
                save("CreateUpdateTodo", "todo", "'title':'Fan'").path("id").asLong();
        AppDevice phone = new AppDevice(company, IDA, "GetTodosByLastChange", "todos", true);
        phone.pass();
        assertThat(phone.copy()).containsOnlyKeys(task, other);

        save("CreateUpdateCustomerByID", "customer", "'id':" + customer + ",'isdeleted':1");
        company.rest();
        company.pass(Duration.ofSeconds(2));
        phone.pass();
        assertThat(phone.copy()).containsOnlyKeys(other);
        assertThat(company.command(IDA, "{'command':'GetTodoByID','todoid':" + task + "}")
                        .path("todos")
                        .path(0)
                        .path("title")
                        .asString())
                .as("it is not deleted")
                .isEqualTo("Pump");

        save("CreateUpdateCustomerByID", "customer", "'id':" + customer + ",'isdeleted':0");
        company.rest();
        company.pass(Duration.ofSeconds(2));
        phone.pass();
        assertThat(phone.copy()).containsOnlyKeys(task, other);
    }

    @Test
    void aTaskThatIsGivenToADeletedCompanyGoesAtOnce() {
        long customer = save("CreateUpdateCustomerByID", "customer", "'name':'Birk Laundry'")
                .path("id")
                .asLong();
        long task =
                save("CreateUpdateTodo", "todo", "'title':'Pump'").path("id").asLong();
        save("CreateUpdateCustomerByID", "customer", "'id':" + customer + ",'isdeleted':1");
        save("CreateUpdateTodo", "todo", "'id':" + task + ",'customerid':" + customer);
        assertHiddenWithout(told("GetTodosByLastChange", "todos", task), List.of("Pump"), List.of());
    }
}
