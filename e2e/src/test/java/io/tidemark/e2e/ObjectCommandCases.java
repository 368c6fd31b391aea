package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Objects saved, found and listed by the command API on a whole server.
abstract class ObjectCommandCases extends CommandServer {
    private JsonNode device;

    @BeforeEach
    void setUp() {
        device = configure(newCode()).path("results").path(0);
    }

    private JsonNode run(String command) {
        return send(withToken(device, command)).path("results").path(0);
    }

    private JsonNode save(String json) {
        JsonNode result = run("{'command':'CreateUpdateCustomerByID','customer':" + json + "}");
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result.path("customer");
    }

    private static String since(String date, String time) {
        return "'changedate':'" + date + "','changetime':'" + time + "'";
    }

    private static List<String> names(JsonNode result) {
        List<String> names = new ArrayList<>();
        result.path("customers")
                .forEach(customer -> names.add(customer.path("name").asString()));
        return names;
    }

    @Test
    void aCustomerIsCreatedFoundChangedAndFoundByItsNumber() {
        JsonNode created = save("{'id':0,'name':'North School','city':'Aarhus','isprospect':'true'}");
        long id = created.path("id").asLong();
        assertThat(created.path("isprospect").asInt()).isEqualTo(1);
        assertThat(created.path("createdate").asString()).isEqualTo("2031-04-01");

        JsonNode changed = save("{'id':'" + id + "','name':'South School'}");
        assertThat(changed.path("id").asLong()).isEqualTo(id);
        JsonNode found = run("{'command':'getcustomerbyid','customerid':" + id + "}");
        assertThat(names(found)).containsExactly("South School");
        assertThat(found.path("customers").path(0).path("city").asString()).isEqualTo("Aarhus");
        assertThat(run("{'command':'GetCustomerByID','customerid':999}").path("customers"))
                .isEmpty();
        assertThat(run("{'command':'GetPersonByID','personid':" + id + "}").path("persons"))
                .as("a customer is no person")
                .isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefusedByItsCode() {
        assertThat(error("{'command':'CreateUpdateCustomerByID'}")).isEqualTo("missingfield");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':'x'}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':[]}"))
                .isEqualTo("missingfield");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':{'name':'" + "x".repeat(300) + "'}}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':{'name':'A','typeid':77}}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':{'id':77,'name':'A'}}"))
                .isEqualTo("notfound");
        assertThat(error("{'command':'CreateUpdateCustomerByID','customer':{'id':-1,'name':'A'}}"))
                .isEqualTo("notfound");
        assertThat(error("{'command':'GetCustomersByLastChange'}")).isEqualTo("missingfield");
        assertThat(error("{'command':'GetCustomersByLastChange','changedate':'2031-02-30'}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'GetCustomersByLastChange','changedate':''}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'GetCustomersByLastChange','changedate':'1970-01-01','resumekey':'forged'}"))
                .isEqualTo("badvalue");
        assertThat(run("{'command':'GetCustomersByLastChange','changedate':'1970-01-01'}")
                        .path("customers"))
                .as("nothing was stored")
                .isEmpty();
    }

    private String error(String command) {
        return run(command).path("error").asString();
    }

    @Test
    void lossClass26_aRepeatedSaveMakesOneCustomer() {
        String save = "{'command':'CreateUpdateCustomerByID','clientid':'c-1','customer':{'name':'North School'}}";
        JsonNode first = run(save).path("customer");
        JsonNode second = run(save).path("customer");

        assertThat(second).isEqualTo(first);
        assertThat(names(run("{'command':'GetCustomersByLastChange','changedate':'1970-01-01'}")))
                .hasSize(1);
    }

    /// The loop that the documentation gives to apps, with changes between the requests.
    @Test
    void aClientThatFollowsTheDocumentedLoopHoldsWhatTheServerHolds() {
        Map<Long, String> copy = new TreeMap<>();
        String date = "1970-01-01";
        String time = "00:00:00";
        List<Long> ids = new ArrayList<>();
        for (int turn = 0; turn < 6; turn++) {
            ids.add(save("{'name':'Customer " + turn + "'}").path("id").asLong());
            save("{'id':" + ids.getFirst() + ",'name':'First in turn " + turn + "'}");
            server.pass(Duration.ofMillis(700));
            JsonNode answer =
                    send(withToken(device, "{'command':'GetCustomersByLastChange'," + since(date, time) + "}"));
            JsonNode result = answer.path("results").path(0);
            assertThat(result.path("resumekey").isMissingNode()).isTrue();
            assertThat(answer.path("date")).isEqualTo(result.path("date"));
            assertThat(answer.path("time")).isEqualTo(result.path("time"));
            result.path("customers")
                    .forEach(customer -> copy.put(
                            customer.path("id").asLong(), customer.path("name").asString()));
            date = result.path("date").asString();
            time = result.path("time").asString();
        }
        assertThat(copy).hasSize(6).containsEntry(ids.getFirst(), "First in turn 5");
        server.pass(Duration.ofSeconds(5));
        JsonNode idle = run("{'command':'GetCustomersByLastChange'," + since(date, time) + "}");
        JsonNode atRest = run("{'command':'GetCustomersByLastChange',"
                + since(idle.path("date").asString(), idle.path("time").asString()) + "}");
        assertThat(atRest.path("customers")).isEmpty();
    }

    /// Parts hold 2,000 objects.
    @Test
    void lossClass7_aLongAnswerComesInPartsThatSayWhenTheFirstRequestCame() {
        StringBuilder commands = new StringBuilder();
        for (int n = 0; n < 900; n++) {
            commands.append(n == 0 ? "" : ",")
                    .append("{'command':'CreateUpdateProductByID','product':{'title':'P" + n + "'}}");
        }
        for (int n = 0; n < 3; n++) {
            assertThat(send(withToken(device, commands.toString()))
                            .path("status")
                            .asInt())
                    .isEqualTo(1);
        }
        String question = "{'command':'GetProductsByLastChange','changedate':'1970-01-01'";
        JsonNode first = run(question + "}");
        String key = first.path("resumekey").asString();
        server.pass(Duration.ofSeconds(90));
        JsonNode answer = send(withToken(device, question + ",'resumekey':'" + key + "'}"));
        JsonNode second = answer.path("results").path(0);

        assertThat(first.path("products")).hasSize(2_000);
        assertThat(second.path("products")).hasSize(700);
        assertThat(second.path("resumekey").isMissingNode()).isTrue();
        assertThat(second.path("time")).isEqualTo(first.path("time"));
        assertThat(answer.path("time")).as("the envelope says so too").isEqualTo(first.path("time"));
        assertThat(error(question + ",'ignoreclosed':1,'resumekey':'" + key + "'}"))
                .as("a key for other filters")
                .isEqualTo("badvalue");
        assertThat(error("{'command':'GetPersonsByLastChange','changedate':'1970-01-01','resumekey':'" + key + "'}"))
                .as("a key of another command")
                .isEqualTo("badvalue");
    }

    @Test
    void whatIsHiddenIsLeftOutOfAFirstPassAndToldInLaterOnes() {
        long id = save("{'name':'Closed down'}").path("id").asLong();
        save("{'name':'Open'}");
        JsonNode before = run("{'command':'GetCustomersByLastChange','changedate':'1970-01-01','ignoreclosed':1}");
        server.pass(Duration.ofSeconds(10));
        save("{'id':" + id + ",'isdeleted':1}");
        String first = "{'command':'GetCustomersByLastChange','changedate':'1970-01-01','ignoreclosed':1}";
        assertThat(names(run(first)))
                .as("hidden lately: a device that begins again may have it, and is told so without its name")
                .containsExactly("", "Open");

        server.pass(Duration.ofDays(31));
        device = configure(newCode()).path("results").path(0);
        assertThat(names(run(first))).containsExactly("Open");
        JsonNode later = run("{'command':'GetCustomersByLastChange','ignoreclosed':1,"
                + since(before.path("date").asString(), before.path("time").asString()) + "}");
        assertThat(later.path("customers")).anySatisfy(customer -> {
            assertThat(customer.path("id").asLong()).isEqualTo(id);
            assertThat(customer.path("isdeleted").asInt()).isEqualTo(1);
        });
    }
}
