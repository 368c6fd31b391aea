package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The rules of the commands over tasks and their equipment.
abstract class TaskCommandCases extends CommandServer {
    private static final String FULL = "'changedate':'1970-01-01'";

    private JsonNode app;
    private long open;
    private long done;

    @BeforeEach
    void setUp() {
        app = configure(newCode()).path("results").path(0);
        open = setUp("todostate", "'title':'Open','isdefault':1", "");
        done = setUp("todostate", "'title':'Done','isclosed':1", "");
    }

    private JsonNode run(String command) {
        return send(withToken(app, command)).path("results").path(0);
    }

    private JsonNode fine(String command) {
        JsonNode result = run(command);
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result;
    }

    private String error(String command) {
        return run(command).path("error").asString();
    }

    private long todo(String fields) {
        return fine("{'command':'CreateUpdateTodo','todo':{" + fields + "}}")
                .path("todo")
                .path("id")
                .asLong();
    }

    private JsonNode stored(long id) {
        return fine("{'command':'GetTodoByID','todoid':" + id + "}")
                .path("todos")
                .path(0);
    }

    private long tool(String fields) {
        return fine("{'command':'CreateUpdateTool','tool':{" + fields + "}}")
                .path("tool")
                .path("id")
                .asLong();
    }

    private static List<Long> ids(JsonNode objects) {
        List<Long> ids = new ArrayList<>();
        objects.forEach(object ->
                ids.add(object.isNumber() ? object.asLong() : object.path("id").asLong()));
        return ids;
    }

    @Test
    void onlyAStateThatClosesClosesAndATaskThatMayNotBeClosedStaysOpen() {
        long id = todo("'title':'Paint'");
        assertThat(error("{'command':'CloseTodoByID','todoid':" + id + ",'stateid':" + open + "}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CloseTodoByID','todoid':" + id + ",'stateid':999}"))
                .isEqualTo("badvalue");
        assertThat(error("{'command':'CloseTodoByID','todoid':999,'stateid':" + done + "}"))
                .isEqualTo("notfound");
        todo("'id':" + id + ",'canclose':0");
        JsonNode kept = fine("{'command':'CloseTodoByID','todoid':" + id + ",'stateid':" + done + "}")
                .path("todo");
        assertThat(kept.path("isclosed").asInt()).isZero();
        todo("'id':" + id + ",'canclose':1");
        long form = setUp("questionform", "'title':'Leak test'", "");
        JsonNode closed = fine("{'command':'CloseTodoByID','clientid':'c-1','todoid':" + id + ",'stateid':" + done
                        + ",'answer':{'formid':" + form + ",'answers':[{'questionid':1,'value':'yes'}]}}")
                .path("todo");
        assertThat(closed.path("isclosed").asInt()).isEqualTo(1);
        assertThat(closed.path("closedby_userid").asLong()).isEqualTo(ida().id().value());
        assertThat(error("{'command':'CloseTodoByID','todoid':" + id + ",'stateid':" + done
                        + ",'answer':{'formid':999}}"))
                .as("an answer to no form")
                .isEqualTo("badvalue");
    }

    @Test
    void theNoteOfAClosingIsPostedOnceAsItsSolution() {
        long id = todo("'title':'Paint'");
        String close = "{'command':'CloseTodoByID','clientid':'close-1','todoid':" + id + ",'stateid':" + done
                + ",'note':{'text':'Two coats'}}";
        fine(close);
        fine(close);

        JsonNode threads = fine("{'command':'GetThreads','objecttype':'todo','objectid':" + id + "}")
                .path("threads");
        assertThat(threads).hasSize(1);
        assertThat(threads.path(0).path("tag").asString()).isEqualTo("solution");
        assertThat(threads.path(0).path("messages")).hasSize(1);
        assertThat(threads.path(0).path("messages").path(0).path("message").asString())
                .isEqualTo("Two coats");
    }

    private List<String> changeNotes(long id) {
        JsonNode threads = fine("{'command':'GetThreads','objecttype':'todo','objectid':" + id + "}")
                .path("threads");
        List<String> notes = new ArrayList<>();
        threads.forEach(thread -> {
            assertThat(thread.path("tag").asString()).isEqualTo("changenote");
            thread.path("messages")
                    .forEach(message -> notes.add(message.path("message").asString()));
        });
        return notes;
    }

    @Test
    void anUpdateOfATaskPostsWhatChangedInWords() {
        long baker = fine("{'command':'CreateUpdateCustomerByID','customer':{'name':'Laundry'}}")
                .path("customer")
                .path("id")
                .asLong();
        long id = todo("'title':'Paint','priority':1");
        assertThat(changeNotes(id)).as("creating is no change").isEmpty();
        String update = "{'command':'CreateUpdateTodo','clientid':'u-1','todo':{'id':" + id
                + ",'title':'Paint twice','priority':0,'customerid':" + baker + ",'stateid':" + done + ",'userid':"
                + ida().id().value() + ",'deadlinedate':'2031-05-01'}}";
        fine(update);
        fine(update);
        assertThat(changeNotes(id))
                .containsExactly("Title: Paint → Paint twice\nState: Open → Done\nPriority: 1 → none"
                        + "\nResponsible: none → " + ida().name()
                        + "\nCompany: none → Laundry\nDeadline: none → 2031-05-01");
        fine("{'command':'CreateUpdateTodoByTodoNumber','todo':{'number':'" + id + "','users':["
                + ida().id().value() + "],'description':'" + "x".repeat(200) + "'}}");
        assertThat(changeNotes(id))
                .as("a later note is in the same thread")
                .hasSize(2)
                .last()
                .isEqualTo("Description: changed\nAlso working on it: none → " + ida().name());
    }

    @Test
    void nothingIsPostedWhereNothingChangesOrNoNoteIsWanted() {
        long id = todo("'title':'Paint','city':'Aarhus'");
        todo("'id':" + id + ",'title':'Paint','city':'Aarhus'");
        todo("'id':" + id + ",'latitude':56.1,'secondary_text':'x'");
        fine("{'command':'CreateUpdateTodo','changenote':0,'todo':{'id':" + id + ",'title':'Silent'}}");
        fine("{'command':'CreateUpdateTodoByTodoNumber','changenote':'no','todo':{'number':'" + id
                + "','title':'Quiet'}}");
        fine("{'command':'CreateUpdateTodoByTodoNumber','todo':{'number':'T-9','title':'New'}}");
        assertThat(fine("{'command':'GetThreadsByLastChange'," + FULL + "}").path("threads"))
                .isEmpty();
        assertThat(error("{'command':'CreateUpdateTodo','todo':{'id':" + id + ",'title':'Lost','customerid':999}}"))
                .isEqualTo("badvalue");
        assertThat(changeNotes(id)).isEmpty();
    }

    @Test
    void aTaskGetsItsIdAsItsNumberAndIsFoundByIt() {
        long id = todo("'title':'Paint'");
        assertThat(stored(id).path("number").asString()).isEqualTo(Long.toString(id));
        assertThat(ids(fine("{'command':'GetTodoByTodoNumber','todonumber':'" + id + "'}")
                        .path("todos")))
                .containsExactly(id);
        String byNumber = "{'command':'CreateUpdateTodoByTodoNumber','todo':{'number':'T-1',";
        long first = fine(byNumber + "'title':'One'}}").path("todo").path("id").asLong();
        long second = fine(byNumber + "'estimate':30}}").path("todo").path("id").asLong();
        assertThat(second).isEqualTo(first);
        assertThat(stored(first).path("title").asString()).isEqualTo("One");
        assertThat(error("{'command':'CreateUpdateTodoByTodoNumber','todo':{'title':'x'}}"))
                .isEqualTo("missingfield");
    }

    @Test
    void aTaskListsTheToolsThatAreAttachedToIt() {
        long pump = tool("'title':'Pump'");
        long id = fine("{'command':'CreateUpdateTodo','toolid':" + pump + ",'todo':{'title':'Paint'}}")
                .path("todo")
                .path("id")
                .asLong();
        assertThat(ids(stored(id).path("tools"))).containsExactly(pump);
        long other = todo("'title':'Other'");
        fine("{'command':'ToolAttachToTodo','toolid':" + pump + ",'todoid':" + other + "}");
        assertThat(stored(id).path("tools")).isEmpty();
        assertThat(ids(stored(other).path("tools"))).containsExactly(pump);
        fine("{'command':'ToolAttachToTodo','toolid':" + pump + ",'todoid':0}");
        assertThat(stored(other).path("tools")).isEmpty();
        assertThat(error("{'command':'ToolAttachToTodo','toolid':" + pump + ",'todoid':999}"))
                .isEqualTo("notfound");
        JsonNode refused = run("{'command':'CreateUpdateTodo','toolid':999,'todo':{'title':'Lost'}}");
        assertThat(refused.path("error").asString()).isEqualTo("notfound");
        assertThat(refused.path("msg").asString()).contains("tool");
        assertThat(ids(fine("{'command':'GetTodosByLastChange'," + FULL + "}").path("todos")))
                .as("nothing was saved")
                .containsExactlyInAnyOrder(id, other);
    }

    @Test
    void whoMakesAToolCarriesItUnlessSaidOtherwise() {
        long mine = tool("'title':'Drill'");
        fine("{'command':'CreateUpdateTool','noactivate':1,'tool':{'title':'Crane'}}");
        assertThat(ids(fine("{'command':'GetMyTools'}").path("tools"))).containsExactly(mine);
    }

    @Test
    void knownToolsThatDidNotChangeAreLeftOut() {
        long customer = fine("{'command':'CreateUpdateCustomerByID','customer':{'name':'Laundry'}}")
                .path("customer")
                .path("id")
                .asLong();
        JsonNode one = fine("{'command':'CreateUpdateTool','tool':{'title':'A','custref':" + customer + "}}")
                .path("tool");
        long two = tool("'title':'B','custref':" + customer);
        server.pass(Duration.ofSeconds(3));
        String known = ",'knowntools':[{'id':" + one.path("id").asLong() + ",'changedate':'"
                + one.path("changedate").asString() + "','changetime':'"
                + one.path("changetime").asString() + "'}]}";
        String question = "{'command':'GetToolsByField','field':'CustomerID','value':'" + customer + "'";
        assertThat(ids(fine(question + known).path("tools"))).containsExactly(two);
        tool("'id':" + one.path("id").asLong() + ",'title':'A2'");
        assertThat(ids(fine(question + known).path("tools")))
                .containsExactlyInAnyOrder(one.path("id").asLong(), two);
        decide("tool", one.path("id").asLong(), "'isdeleted':1");
        assertThat(ids(fine(question + "}").path("tools"))).as("a hidden one").containsExactly(two);
        assertThat(ids(fine(question + known).path("tools")))
                .as("the app knows it")
                .containsExactlyInAnyOrder(one.path("id").asLong(), two);
        assertThat(error("{'command':'GetToolsByField','field':'colour','value':'red'}"))
                .isEqualTo("badvalue");
    }

    @Test
    void aToolThatGetsAPlaceOfHomeIsToldOnceMore() {
        long id = tool("'title':'Crane'");
        String outside = "{'command':'GetToolsByLastChange','placeofhome':2,'changedate':";
        assertThat(ids(fine(outside + "'1970-01-01','ignoreclosed':1}").path("tools")))
                .containsExactly(id);
        assertThat(fine("{'command':'GetToolsByLastChange','placeofhome':1,'changedate':'1970-01-01'}")
                        .path("tools"))
                .isEmpty();
        tool("'id':" + id + ",'placeofhome':12");
        JsonNode told = fine(outside + "'2031-04-01'}").path("tools");
        assertThat(ids(told)).containsExactly(id);
        assertThat(told.path(0).path("isdeleted").asInt()).isEqualTo(1);
        assertThat(fine(outside + "'2031-04-01','ignoreclosed':1}").path("tools"))
                .as("an app that fetched it by its company keeps it")
                .isEmpty();
        assertThat(error("{'command':'GetToolsByLastChange','placeofhome':3,'changedate':'1970-01-01'}"))
                .isEqualTo("badvalue");
    }

    private static List<Long> hidden(JsonNode objects) {
        List<Long> hidden = new ArrayList<>();
        for (JsonNode object : objects) {
            if (object.path("isdeleted").asInt() == 1) {
                hidden.add(object.path("id").asLong());
            }
        }
        return hidden;
    }

    @Test
    void aFirstPassLeavesOutTasksThatWereClosedLongAgo() {
        long old = todo("'title':'Old','isclosed':1");
        server.pass(Duration.ofDays(13));
        long closed = todo("'title':'Closed','isclosed':1");
        long alive = todo("'title':'Open'");
        server.pass(Duration.ofDays(2));
        JsonNode first = fine("{'command':'GetTodosByLastChange'," + FULL + ",'ignoreclosed':1}")
                .path("todos");
        assertThat(hidden(first))
                .as("a device whose first pass broke off yesterday may have it")
                .containsExactly(old);
        assertThat(ids(first)).containsExactlyInAnyOrder(old, closed, alive);
        JsonNode later = fine("{'command':'GetTodosByLastChange','changedate':'1970-01-02','ignoreclosed':1}")
                .path("todos");
        assertThat(ids(later)).containsExactlyInAnyOrder(old, closed, alive);
        assertThat(hidden(later)).containsExactly(old);

        server.pass(Duration.ofDays(20));
        assertThat(hidden(fine("{'command':'GetTodosByLastChange','changedate':'2031-04-17'}")
                        .path("todos")))
                .as("time took it away")
                .containsExactly(closed);
        server.pass(Duration.ofDays(40));
        assertThat(ids(fine("{'command':'GetTodosByLastChange'," + FULL + ",'ignoreclosed':1}")
                        .path("todos")))
                .containsExactly(alive);
        assertThat(hidden(
                        fine("{'command':'GetTodosByLastChange'," + FULL + "}").path("todos")))
                .as("who asks for what is of no use is told")
                .containsExactlyInAnyOrder(old, closed);
    }

    @Test
    void theTasksThatMatterMostAreOnesOwnAndThosePlannedForOne() {
        long ida = ida().id().value();
        long mine = todo("'title':'Mine','userid':" + ida);
        long also = todo("'title':'Also mine','users':[" + ida + "]");
        long planned = todo("'title':'Planned'");
        todo("'title':'Of nobody'");
        todo("'title':'Closed','isclosed':1,'userid':" + ida);
        setUp("prodplanentry", "'id':0,'todoid':" + planned + ",'userid':" + ida + ",'date':'2031-04-20'", "");
        long later = todo("'title':'Much later'");
        setUp("prodplanentry", "'id':0,'todoid':" + later + ",'userid':" + ida + ",'date':'2031-07-20'", "");
        assertThat(ids(fine("{'command':'GetTodosByLastChange'," + FULL + ",'limitnumobjects':1}")
                        .path("todos")))
                .containsExactlyInAnyOrder(mine, also, planned);
    }

    @Test
    void aCustomFieldStandsInTasksOfItsWorkArea() {
        long heating = setUp("workarea", "'title':'Heating'", "");
        long cooling = setUp("workarea", "'title':'Cooling'", "");
        long gate = setUp("customfield", "'title':'Gate','type':1,'modcode':'todo','visibility':[" + heating + "]", "");
        String name = "custom" + gate;
        long id = todo("'title':'Paint','workareaid':" + heating + ",'" + name + "':'B'");
        assertThat(stored(id).path(name).asString()).isEqualTo("B");
        todo("'id':" + id + ",'workareaid':" + cooling);
        assertThat(stored(id).has(name)).isFalse();
        todo("'id':" + id + ",'workareaid':" + heating);
        assertThat(stored(id).path(name).asString()).as("it was kept").isEqualTo("B");
        for (String word : List.of("todo", "Todos", "TODO")) {
            assertThat(ids(fine("{'command':'GetCustomFields','modcode':'" + word + "'}")
                            .path("customfields")))
                    .as(word)
                    .containsExactly(gate);
        }
        assertThat(fine("{'command':'GetCustomFields','modcode':'customer'}").path("customfields"))
                .isEmpty();
    }

    @Test
    void aTemplateMakesATask() {
        long template = setUp("todotemplate", "'title':'Yearly service','description':'All of it'", "");
        JsonNode made = fine("{'command':'CreateTodoByTemplateID','templateid':" + template + ",'title':'This year'}")
                .path("todo");
        assertThat(made.path("title").asString()).isEqualTo("This year");
        assertThat(made.path("description").asString()).isEqualTo("All of it");
        assertThat(error("{'command':'CreateTodoByTemplateID','templateid':999}"))
                .isEqualTo("notfound");
    }

    @Test
    void aRequestStopsAtItsFirstFailureIfItSaysSo() {
        String commands =
                "{'command':'CloseTodoByID','todoid':999,'stateid':" + done + "},{'command':'Echo','text':'x'}";
        String halting = withToken(app, commands).replaceFirst("\\{", "{'haltonerror':'1',");
        assertThat(send(halting).path("results")).hasSize(1);
        assertThat(send(withToken(app, commands)).path("results")).hasSize(2);
    }
}
