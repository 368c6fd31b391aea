package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// The app of the command API's recipe (1.8, 1.9): it does what is written there, in that order and with those
/// inputs, knows nothing of the server beyond it, and keeps what it gets.
final class FieldApp {
    /// The set-up calls, which take no input and travel together.
    static final List<String> SET_UP = List.of(
            "GetCurrentUserID",
            "GetCustomFields",
            "GetMyPendingCalls",
            "GetMyTools",
            "GetPendingQuestionRequests",
            "GetCustomAppLinks",
            "GetTodoTemplates",
            "GetPersonalDocuments",
            "GetToolTypes",
            "GetWorkareas",
            "GetGPSConfig",
            "GetCheckIn",
            "GetTodoStates",
            "GetToolStates",
            "GetProductStates",
            "GetCheckpoints",
            "GetInternalRegistrations",
            "GetPastRegistrations",
            "GetCustomerTypes",
            "GetEventTypes",
            "GetStocks",
            "GetTeams",
            "GetToolServiceProtocols",
            "GetPlannedTodos",
            "GISGetCustomBaselayers",
            "GetQuestionForms",
            "GetPlanDestinations",
            "GetIcons",
            "GetColumnGroups",
            "GetProductUnits");

    private static final String EPOCH = "'changedate':'1970-01-01','changetime':'00:00:00'";

    private final UnaryOperator<String> envelope;
    private final Sender sender;
    private final Map<String, TreeMap<Long, JsonNode>> tables = new HashMap<>();
    private final Map<String, String> cursors = new HashMap<>();
    private final List<Integer> parts = new ArrayList<>();
    private Runnable betweenParts = () -> {};
    private LocalDate lastPlanningDay = LocalDate.MIN;

    /// Sends an envelope and gives the answer.
    interface Sender {
        JsonNode send(String envelope);
    }

    /// @param envelope puts login data around commands
    FieldApp(UnaryOperator<String> envelope, Sender sender) {
        this.envelope = envelope;
        this.sender = sender;
    }

    /// Something that others do while this app is between two parts of a chain.
    void betweenParts(Runnable work) {
        betweenParts = work;
    }

    /// What the app holds of a collection, by id.
    Map<Long, JsonNode> table(String name) {
        return tables.computeIfAbsent(name, unknown -> new TreeMap<>());
    }

    /// How many parts each chain had.
    List<Integer> parts() {
        return parts;
    }

    /// The initial configuration.
    void configure(LocalDate today) {
        JsonNode settings = one("{'command':'GetMobileAppSettings'}");
        boolean limited = settings.path("functions").toString().contains("LimitNumObjects");
        one("{'command':'GetCustomFields'}");
        chain("GetTodosByLastChange", "todos", EPOCH, ",'limitnumobjects':1,'ignoreclosed':1");
        todos(EPOCH);
        cursors.put("customers", chain("GetCustomersByLastChange", "customers", EPOCH, ",'ignoreclosed':1"));
        cursors.put("persons", chain("GetPersonsByLastChange", "persons", EPOCH, ",'ignoreclosed':1"));
        tools(EPOCH, limited, true);
        cursors.put(
                "products", chain("GetProductsByLastChange", "products", EPOCH, ",'onlyfavorites':1,'ignoreclosed':1"));
        cursors.put(
                "threads", chain("GetThreadsByLastChange", "threads", EPOCH, ",'onlysubscriber':1,'ignoreclosed':1"));
        setUp();
        registrations(today);
        planning(today.minusDays(30), today.plusDays(30));
    }

    /// The normal synchronization.
    void synchronize(LocalDate today) {
        JsonNode settings = one("{'command':'GetMobileAppSettings'}");
        boolean limited = settings.path("functions").toString().contains("LimitNumObjects");
        one("{'command':'GetCustomFields'}");
        todos(cursors.get("todos"));
        cursors.put(
                "customers",
                chain("GetCustomersByLastChange", "customers", cursors.get("customers"), ",'ignoreclosed':1"));
        cursors.put("persons", chain("GetPersonsByLastChange", "persons", cursors.get("persons"), ""));
        tools(cursors.get("tools"), limited, false);
        cursors.put("products", chain("GetProductsByLastChange", "products", cursors.get("products"), ""));
        cursors.put(
                "threads",
                chain(
                        "GetThreadsByLastChange",
                        "threads",
                        cursors.get("threads"),
                        ",'onlysubscriber':1,'ignoreclosed':1"));
        setUp();
        if (today.isAfter(lastPlanningDay)) {
            planning(today.plusDays(30), today.plusDays(30));
        }
    }

    private void todos(String since) {
        cursors.put("todos", chain("GetTodosByLastChange", "todos", since, ",'ignoreclosed':1"));
    }

    private void tools(String since, boolean limited, boolean first) {
        String filter =
                limited ? ",'ignoreclosed':1,'placeofhome':2" : first ? ",'ignoreclosed':1" : ",'ignoreclosed':0";
        cursors.put("tools", chain("GetToolsByLastChange", "tools", since, filter));
        if (limited) {
            for (JsonNode customer : last.path("customerids")) {
                keep(
                        "tools",
                        one("{'command':'GetToolsByField','field':'custref','value':'" + customer.asLong() + "'}")
                                .path("tools"));
            }
        }
    }

    private JsonNode last = tools.jackson.databind.node.NullNode.getInstance();

    /// Asks with unchanged inputs and the resume key as long as there is one.
    ///
    /// @return what to ask with next time
    private String chain(String command, String collection, String since, String filter) {
        String question = "{'command':'" + command + "'," + since + filter;
        String key = "";
        int count = 0;
        do {
            if (count++ > 0) {
                betweenParts.run();
            }
            last = one(question + (key.isEmpty() ? "" : ",'resumekey':'" + key + "'") + "}");
            keep(collection, last.path(collection));
            key = last.path("resumekey").asString("");
        } while (!key.isEmpty());
        parts.add(count);
        return "'changedate':'" + last.path("date").asString() + "','changetime':'"
                + last.path("time").asString() + "'";
    }

    private void keep(String collection, JsonNode objects) {
        for (JsonNode object : objects) {
            long id = object.path("id").asLong();
            if (object.path("isdeleted").asInt() == 1) {
                table(collection).remove(id);
            } else {
                table(collection).put(id, object);
            }
        }
    }

    private void setUp() {
        StringBuilder commands = new StringBuilder();
        SET_UP.forEach(name -> commands.append(commands.isEmpty() ? "" : ",").append("{'command':'" + name + "'}"));
        JsonNode answer = sender.send(envelope.apply(commands.toString()));
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(1);
        assertThat(answer.path("results")).hasSize(SET_UP.size());
        tables.put("set-up", new TreeMap<>());
        for (int i = 0; i < SET_UP.size(); i++) {
            tables.get("set-up").put((long) i, answer.path("results").path(i));
        }
    }

    /// The answer to a set-up call.
    JsonNode setUp(String command) {
        return table("set-up").get((long) SET_UP.indexOf(command));
    }

    /// The last 60 days, a call for each, in one request.
    private void registrations(LocalDate today) {
        StringBuilder commands = new StringBuilder();
        for (int day = 0; day < 60; day++) {
            commands.append(day == 0 ? "" : ",")
                    .append("{'command':'GetRegistrationByDate','date':'" + today.minusDays(day) + "'}");
        }
        JsonNode answer = sender.send(envelope.apply(commands.toString()));
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(1);
        answer.path("results").forEach(result -> keep("registrations", result.path("registrationentries")));
    }

    private void planning(LocalDate from, LocalDate to) {
        String range = "'fromdate':'" + from + "','todate':'" + to + "'";
        table("events").clear();
        one("{'command':'GetEventsByUserAndDate'," + range + "}")
                .path("calendarentries")
                .forEach(event -> table("events").put((long) table("events").size(), event));
        keep(
                "production",
                one("{'command':'GetProductionByUserAndDate'," + range + "}").path("prodplanentries"));
        lastPlanningDay = to.minusDays(30);
    }

    /// One command that must succeed.
    JsonNode one(String command) {
        JsonNode answer = sender.send(envelope.apply(command));
        assertThat(answer.path("status").asInt()).as(command + answer).isEqualTo(1);
        return answer.path("results").path(0);
    }
}
