package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// One thing edited through both protocols in turn, over HTTP: tasks that are todos, meetings that are events.
abstract class BothProtocolsCases extends CommandServer {
    private JsonNode app;
    private Device device;
    private Device.Answer held;

    @BeforeEach
    void setUp() {
        app = configure(newCode()).path("results").path(0);
        device = server.device(IDA);
        held = device.settledTasks();
    }

    private JsonNode run(String command) {
        JsonNode result = send(withToken(app, command)).path("results").path(0);
        assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
        return result;
    }

    private JsonNode save(String fields) {
        return run("{'command':'CreateUpdateTodo','todo':{" + fields + "}}").path("todo");
    }

    private JsonNode todo(long id) {
        return run("{'command':'GetTodoByID','todoid':" + id + "}")
                .path("todos")
                .path(0);
    }

    private JsonNode task(String id) {
        return server.device(IDA).syncTasks().item("Tasks", id).path("Task");
    }

    /// What the device gets new; then it holds everything.
    private Device.Answer told() {
        Device.Answer answer = device.syncTasks(held.token());
        device.commitTasks(Device.confirming(answer).toString()).ok();
        held = answer;
        return answer;
    }

    private List<String> changed(String fields) {
        return device.commit(CommitBody.under(held).modified("Task", fields))
                .ok()
                .outcomes();
    }

    private String onlyTask() {
        List<String> tasks = server.device(IDA).syncTasks().told("Tasks");
        assertThat(tasks).hasSize(1);
        return tasks.getFirst().replace("NEW ", "");
    }

    @Test
    void aTodoIsATaskOfItsResponsibleAndItsUsers() {
        long lars = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(LARS))
                .orElseThrow()
                .id()
                .value();
        long id = save("'title':'Paint','priority':3,'userid':" + ida().id().value() + ",'users':[" + lars
                        + "],'deadlinedate':'2031-05-01','estimate':90")
                .path("id")
                .asLong();
        JsonNode task = task(onlyTask());
        assertThat(task.path("Title").asString()).isEqualTo("Paint");
        assertThat(task.path("Priority").asString()).isEqualTo("HIGH");
        assertThat(task.path("DueDate").asString()).isEqualTo("2031-04-30T22:00:00Z");
        assertThat(server.device(LARS).syncTasks().told("Tasks")).hasSize(1);

        told();
        assertThat(changed("'Id':'" + onlyTask() + "','PercentComplete':100")).containsExactly("APPLIED");
        assertThat(todo(id).path("isclosed").asInt()).isEqualTo(1);
        assertThat(todo(id).path("estimate").asInt())
                .as("known to one side only")
                .isEqualTo(90);
    }

    private void setUpStates() {
        setUp("todostate", "'title':'Open','isdefault':1", "");
        setUp("todostate", "'title':'Done','isclosed':1", "");
    }

    @Test
    void aTaskThatIsMadeCompleteIsAClosedTodo() {
        setUpStates();
        device.commit(CommitBody.withoutToken().created("Task", "'Id':'t-A','Title':'Paint','PercentComplete':100"))
                .ok();
        JsonNode todo = run("{'command':'GetTodosByLastChange','changedate':'1970-01-01'}")
                .path("todos")
                .path(0);
        assertThat(todo.path("isclosed").asInt()).isEqualTo(1);
        assertThat(todo.path("statetext").asString()).isEqualTo("Done");
    }

    @Test
    void aTaskOfADeviceIsFoundByTheNumberOfItsTodo() {
        device.commit(CommitBody.withoutToken().created("Task", "'Id':'t-A','Title':'Paint'"))
                .ok();
        JsonNode todo = run("{'command':'GetTodosByLastChange','changedate':'1970-01-01'}")
                .path("todos")
                .path(0);
        String number = todo.path("number").asString();
        assertThat(number).isEqualTo(Long.toString(todo.path("id").asLong()));
        JsonNode found = run("{'command':'GetTodoByTodoNumber','todonumber':'" + number + "'}");
        assertThat(found.path("todos").path(0).path("title").asString()).isEqualTo("Paint");

        assertThat(told().told("Tasks")).hasSize(1);
        assertThat(changed("'Id':'" + onlyTask() + "','Title':'Paint twice'")).containsExactly("APPLIED");
        assertThat(todo(todo.path("id").asLong()).path("number").asString())
                .as("a change keeps it")
                .isEqualTo(number);
    }

    @Test
    void aTaskThatIsDeletedIsToldAsAHiddenTodo() {
        long id = save("'title':'Paint','userid':" + ida().id().value())
                .path("id")
                .asLong();
        told();
        String task = onlyTask();
        server.pass(java.time.Duration.ofSeconds(5));
        assertThat(device.commit(CommitBody.under(held).deleted("Task", "'Id':'" + task + "'"))
                        .ok()
                        .outcomes())
                .containsExactly("DELETED");
        assertThat(run("{'command':'GetTodoByID','todoid':" + id + "}").path("todos"))
                .isEmpty();
        JsonNode told = run("{'command':'GetTodosByLastChange','changedate':'2031-04-01','changetime':'08:00:03'}")
                .path("todos");
        assertThat(told).hasSize(1);
        assertThat(told.path(0).path("id").asLong()).isEqualTo(id);
        assertThat(told.path(0).path("isdeleted").asInt()).isEqualTo(1);
    }

    /// The device has not heard of the app's edit when it sends its own: both stay, field by field.
    @Test
    void aStaleCommitMergesWithATodosEdit() {
        long id = save("'title':'Paint','priority':1,'userid':" + ida().id().value())
                .path("id")
                .asLong();
        told();
        String task = onlyTask();
        save("'id':" + id + ",'title':'Paint it red'");
        assertThat(changed("'Id':'" + task + "','Title':'Paint','Description':'Two coats','Priority':'LOW'"))
                .hasSize(1);
        JsonNode todo = todo(id);
        assertThat(todo.path("title").asString()).isEqualTo("Paint it red");
        assertThat(todo.path("description").asString()).isEqualTo("Two coats");
        assertThat(todo.path("htmldescription").asString()).isEqualTo("<p>Two coats</p>");
        assertThat(task(task).path("Title").asString()).isEqualTo("Paint it red");
        assertThat(task(task).path("Description").asString()).isEqualTo("Two coats");
    }

    /// Random edits from both sides, in turn: after each, both see the same in what both know.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void whateverIsEditedWhereBothSeeTheSame(long seed) {
        Random random = new Random(seed);
        if (seed % 2 == 0) {
            setUpStates();
        }
        long ida = ida().id().value();
        long id = save("'title':'Paint','userid':" + ida + ",'estimate':90,'address':'Dockside 4'")
                .path("id")
                .asLong();
        told();
        String task = onlyTask();
        assertThat(changed("'Id':'" + task + "','AutoUpdateForRecurrence':false"))
                .hasSize(1);
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < 25; step++) {
            int n = random.nextInt(100);
            server.pass(java.time.Duration.ofSeconds(random.nextInt(3)));
            boolean byApp = random.nextBoolean();
            if (byApp) {
                String field = switch (random.nextInt(5)) {
                    case 0 -> "'title':'App " + n + "'";
                    case 1 -> "'description':'App text " + n + "'";
                    case 2 -> "'priority':" + n % 4;
                    case 3 -> "'isclosed':" + n % 2;
                    default -> "'deadlinedate':'2031-05-" + (10 + n % 20) + "'";
                };
                steps.add(field);
                save("'id':" + id + "," + field);
            } else {
                told();
                String field = switch (random.nextInt(5)) {
                    case 0 -> "'Title':'Device " + n + "'";
                    case 1 -> "'Description':'Device text " + n + "'";
                    case 2 -> "'Priority':'" + List.of("LOW", "NORMAL", "HIGH").get(n % 3) + "'";
                    case 3 -> "'PercentComplete':" + (n % 2 == 0 ? 100 : n);
                    default -> "'DueDate':'2031-05-" + (10 + n % 20) + "T09:30:00Z'";
                };
                steps.add(field);
                changed("'Id':'" + task + "'," + field);
            }
            checkSame("seed " + seed + ": " + steps, todo(id), task(task));
        }
        assertThat(todo(id).path("estimate").asInt()).isEqualTo(90);
        assertThat(todo(id).path("address").asString()).isEqualTo("Dockside 4");
    }

    private static void checkSame(String steps, JsonNode todo, JsonNode task) {
        assertThat(task.path("Title").asString())
                .as(steps)
                .isEqualTo(todo.path("title").asString());
        assertThat(task.path("Description").asString(""))
                .as(steps)
                .isEqualTo(todo.path("description").asString());
        assertThat(task.path("PercentComplete").asInt(0) == 100)
                .as(steps)
                .isEqualTo(todo.path("isclosed").asInt() == 1);
        String day = todo.path("deadlinedate").asString();
        assertThat(
                        task.path("DueDate").isMissingNode()
                                        || task.path("DueDate").isNull()
                                ? ""
                                : java.time.Instant.parse(task.path("DueDate").asString())
                                        .atZone(java.time.ZoneId.of("Europe/Copenhagen"))
                                        .toLocalDate()
                                        .toString())
                .as(steps)
                .isEqualTo(day);
        String priority = switch (todo.path("priority").asInt()) {
            case 0 -> "";
            case 1 -> "LOW";
            case 2 -> "NORMAL";
            default -> "HIGH";
        };
        assertThat(task.path("Priority").asString("")).as(steps).isEqualTo(priority);
    }

    @Test
    void aTaskOfADeviceIsATodoThatTheAppFindsAndCloses() {
        assertThat(device.commit(CommitBody.withoutToken()
                                .created("Task", "'Id':'t-A','Title':'Paint','PercentComplete':30"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
        JsonNode todo = run("{'command':'GetTodosByLastChange','changedate':'1970-01-01'}")
                .path("todos")
                .path(0);
        assertThat(todo.path("title").asString()).isEqualTo("Paint");
        assertThat(todo.path("userid").asLong()).isEqualTo(ida().id().value());
        long id = todo.path("id").asLong();
        save("'id':" + id + ",'isclosed':1");
        assertThat(task("t-A").path("PercentComplete").asInt()).isEqualTo(100);
        save("'id':" + id + ",'isclosed':0");
        assertThat(task("t-A").path("PercentComplete").asInt()).isLessThan(100);
    }

    @Test
    void aMeetingIsAnEventAndAnEventAMeeting() {
        Device.Answer meetings = device.settled();
        device.commit(CommitBody.under(meetings)
                        .created(
                                "Meeting",
                                "'Id':'m-A','Title':'Kick-off','Location':'Room 4','SendInvitations':true,"
                                        + "'Start':'2031-05-02T08:00:00Z','End':'2031-05-02T09:00:00Z',"
                                        + "'Invitations':[{'User':{'Email':'" + LARS + "'}}]"))
                .ok();
        JsonNode event = onlyEvent("2031-05-02");
        assertThat(event.path("title").asString()).isEqualTo("Kick-off");
        assertThat(event.path("location").asString()).isEqualTo("Room 4");
        assertThat(event.path("starttime").asString()).isEqualTo("10:00:00");
        assertThat(event.path("users")).hasSize(2);
        long id = event.path("id").asLong();

        run("{'command':'CreateUpdateEvent','event':{'id':" + id + ",'title':'Start','startdate':'2031-05-03',"
                + "'starttime':'14:00','enddate':'2031-05-03','endtime':'15:30'}}");
        JsonNode meeting = server.device(IDA).sync().item("Meetings", "m-A").path("Meeting");
        assertThat(meeting.path("Title").asString()).isEqualTo("Start");
        assertThat(meeting.path("Start").asString()).isEqualTo("2031-05-03T12:00:00Z");
        assertThat(meeting.path("End").asString()).isEqualTo("2031-05-03T13:30:00Z");
        assertThat(meeting.path("SendInvitations").asBoolean())
                .as("known to one side only")
                .isTrue();
        assertThat(meeting.path("Invitations")).hasSize(1);

        Device.Answer now = device.settled();
        device.commit(CommitBody.under(now).modified("Meeting", "'Id':'m-A','Location':'Room 5'"))
                .ok();
        assertThat(onlyEvent("2031-05-03").path("location").asString()).isEqualTo("Room 5");
        device.commit(CommitBody.under(device.settled()).deleted("Meeting", "'Id':'m-A'"))
                .ok();
        assertThat(events("2031-05-03")).isEmpty();
    }

    private JsonNode events(String day) {
        return run("{'command':'GetEventsByUserAndDate','fromdate':'" + day + "','todate':'" + day + "'}")
                .path("calendarentries");
    }

    private JsonNode onlyEvent(String day) {
        assertThat(events(day)).hasSize(1);
        return events(day).path(0);
    }

    /// Random edits of a meeting's title, place, text and time from both sides.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void whateverIsEditedWhereBothSeeTheSameMeeting(long seed) {
        Random random = new Random(seed);
        long id = run("{'command':'CreateUpdateEvent','event':{'title':'Visit','startdate':'2031-05-02',"
                        + "'starttime':'10:00','endtime':'11:00','isprivate':1}}")
                .path("event")
                .path("id")
                .asLong();
        String meeting = device.settled().told("Meetings").getFirst().replace("NEW ", "");
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < 15; step++) {
            int n = random.nextInt(60);
            int kind = random.nextInt(4);
            String time = "2031-05-02T%02d:%02d:00Z";
            if (random.nextBoolean()) {
                String field = switch (kind) {
                    case 0 -> "'title':'App " + n + "'";
                    case 1 -> "'location':'Room " + n + "'";
                    case 2 -> "'description':'App text " + n + "'";
                    default -> "'starttime':'%02d:%02d','endtime':'23:00'".formatted(10 + n % 10, n);
                };
                steps.add(field);
                run("{'command':'CreateUpdateEvent','event':{'id':" + id + "," + field + "}}");
            } else {
                String field = switch (kind) {
                    case 0 -> "'Title':'Device " + n + "'";
                    case 1 -> "'Location':'Place " + n + "'";
                    case 2 -> "'Purpose':'Device text " + n + "'";
                    default -> "'Start':'" + time.formatted(6 + n % 10, n) + "','End':'" + time.formatted(20, 30) + "'";
                };
                steps.add(field);
                device.commit(CommitBody.under(device.settled()).modified("Meeting", "'Id':'" + meeting + "'," + field))
                        .ok();
            }
            String as = "seed " + seed + ": " + steps;
            JsonNode event = onlyEvent("2031-05-02");
            JsonNode seen = server.device(IDA).sync().item("Meetings", meeting).path("Meeting");
            assertThat(seen.path("Title").asString())
                    .as(as)
                    .isEqualTo(event.path("title").asString());
            assertThat(seen.path("Location").asString(""))
                    .as(as)
                    .isEqualTo(event.path("location").asString());
            assertThat(seen.path("Purpose").asString(""))
                    .as(as)
                    .isEqualTo(event.path("description").asString());
            assertThat(local(seen, "Start"))
                    .as(as)
                    .isEqualTo(event.path("starttime").asString());
            assertThat(local(seen, "End"))
                    .as(as)
                    .isEqualTo(event.path("endtime").asString());
            assertThat(event.path("isprivate").asInt()).as(as).isEqualTo(1);
        }
    }

    private static String local(JsonNode meeting, String property) {
        return java.time.Instant.parse(meeting.path(property).asString())
                .atZone(java.time.ZoneId.of("Europe/Copenhagen"))
                .format(java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss"));
    }
}
