package io.tidemark.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One thing, two protocols: what is written through one is there through the other, and nothing that only one
/// of them knows is lost.
class ViewsTest {
    private static final TypeId TODO = new TypeId("todo");
    private static final TypeId EVENT = new TypeId("event");
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Storage storage = new InMemoryStorage();
    private final Account account =
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
    private final User ida = user("ida");
    private final long ole = user("ole").id().value();
    private final ObjectTypes types = Catalog.types();
    private final IdSource ids = new Ids();
    private final Saver saver = new Saver(storage, types, () -> NOW, ids);
    private final Importer importer = new Importer(new Engine(storage, types, () -> NOW, ids));

    @Test
    void aTaskOfACalendarIsATodo() {
        task("t-1", "{'Title':'Pump','Description':'Leaks','DueDate':'2026-03-10T23:30:00Z','Priority':'HIGH'}");
        JsonObject todo = todo("t-1");

        assertThat(text(todo, "title")).isEqualTo("Pump");
        assertThat(text(todo, "description")).isEqualTo("Leaks");
        assertThat(text(todo, "htmldescription")).isEqualTo("<p>Leaks</p>");
        assertThat(text(todo, "deadlinedate")).as("the day on clocks there").isEqualTo("2026-03-11");
        assertThat(number(todo, "priority")).isEqualTo(3);
        assertThat(number(todo, "isclosed")).isZero();
        assertThat(number(todo, "userid")).isEqualTo(ida.id().value());
        assertThat(text(todo, "usertext")).isEqualTo("ida");
    }

    @Test
    void aTodoIsATaskOfItsUsers() {
        String id =
                saved(TODO, null, "{'title':'Pump','userid':2,'users':[1],'deadlinedate':'2026-03-11','priority':2}");
        Fields task = task(id);

        assertThat(task.get("Title")).isEqualTo("\"Pump\"");
        assertThat(task.get("DueDate")).isEqualTo("\"2026-03-10T23:00:00Z\"");
        assertThat(task.get("Priority")).isEqualTo("\"NORMAL\"");
        assertThat(task.get("Owners")).contains("ida@", "ole@");
        assertThat(task.get("Creator")).contains("ida@");
        assertThat(task.get("Id")).isEqualTo("\"" + id + "\"");
    }

    @Test
    void closingGoesWithTheState() {
        long open = number("todostate", "{'title':'Open','isdefault':1}");
        long done = number("todostate", "{'title':'Done','isclosed':1}");
        String id = saved(TODO, null, "{'title':'Pump'}");
        assertThat(number(todo(id), "stateid")).isEqualTo(open);

        task(id, "{'PercentComplete':100}");
        assertThat(number(todo(id), "stateid")).isEqualTo(done);
        assertThat(text(todo(id), "statetext")).isEqualTo("Done");
        assertThat(number(todo(id), "isclosed")).isEqualTo(1);
        assertThat(number(todo(id), "closedby_userid")).isEqualTo(1);

        saved(TODO, id, "{'stateid':" + open + "}");
        assertThat(task(id).get("PercentComplete")).isEqualTo("0");
        assertThat(number(todo(id), "closedby_userid")).isZero();

        saved(TODO, id, "{'stateid':" + done + "}");
        assertThat(task(id).get("PercentComplete")).isEqualTo("100");
    }

    @Test
    void whatOnlyOneSideKnowsStays() {
        task("t-1", "{'Title':'Pump','DueDate':'2026-03-10T14:15:16Z','OwnerRights':'COMPLETE','PercentComplete':40}");
        saved(TODO, "t-1", "{'estimate':90,'priority':7,'address':'Dockside 4'}");
        task("t-1", "{'Title':'Pump 2'}");
        saved(TODO, "t-1", "{'deadlinedate':'2026-03-12'}");

        assertThat(task("t-1").get("OwnerRights")).isEqualTo("\"COMPLETE\"");
        assertThat(task("t-1").get("PercentComplete")).isEqualTo("40");
        assertThat(task("t-1").get("DueDate"))
                .as("the day moves, the time stays")
                .isEqualTo("\"2026-03-12T14:15:16Z\"");
        assertThat(number(todo("t-1"), "estimate")).isEqualTo(90);
        assertThat(number(todo("t-1"), "priority")).as("HIGH, and still 7").isEqualTo(7);
        assertThat(text(todo("t-1"), "title")).isEqualTo("Pump 2");
    }

    @Test
    void aTitleThatIsTooLongForATodoIsCutThereAndNotInTheTask() {
        String title = "x".repeat(400);
        task("t-1", "{'Title':'" + title + "'}");
        saved(TODO, "t-1", "{'estimate':1}");

        assertThat(text(todo("t-1"), "title")).hasSize(255);
        assertThat(task("t-1").get("Title")).isEqualTo("\"" + title + "\"");
    }

    @Test
    void aChangeThatTheOtherSideDoesNotKnowDoesNotTouchIt() {
        String id = saved(TODO, null, "{'title':'Pump'}");
        Sequence version = stored(TaskType.ID, id).version();
        saved(TODO, id, "{'estimate':15}");

        assertThat(stored(TaskType.ID, id).version()).isEqualTo(version);
    }

    @Test
    void bothSidesOfAChangeAreInTheLogUnderOneAuthorAndInstant() {
        String id = saved(TODO, null, "{'title':'Pump'}");
        List<LogEntry> entries = storage.read(account.id(), tx -> tx.log(Sequence.ZERO, 10));

        assertThat(entries).extracting(entry -> entry.key().type().value()).containsExactly("todo", "task");
        assertThat(entries).extracting(entry -> entry.key().id()).containsOnly(id);
        assertThat(entries.stream().map(LogEntry::origin).distinct()).hasSize(1);
        assertThat(entries.stream().map(LogEntry::at).distinct()).hasSize(1);
    }

    @Test
    void aMeetingIsAnEventAndTheOtherWayRound() {
        meeting(
                "m-1",
                "{'Title':'Plan','Purpose':'Spring','Start':'2026-03-29T00:30:00Z','End':'2026-03-29T01:30:00Z',"
                        + "'Invitations':[{'User':{'Email':'ole@example.test'}},{'User':{'Email':'guest@other.test'}}]}");
        JsonObject event = event("m-1");

        assertThat(text(event, "title")).isEqualTo("Plan");
        assertThat(text(event, "starttime")).isEqualTo("01:30:00");
        assertThat(text(event, "endtime")).as("an hour was skipped").isEqualTo("03:30:00");
        assertThat(event.get("users"))
                .contains(READER.read("{\"u\":[1,2]}").get("u").orElseThrow());

        saved(EVENT, "m-1", "{'location':'Hall','users':[1]}");
        Fields meeting = fields(MeetingType.ID, "m-1");
        assertThat(meeting.get("Location")).isEqualTo("\"Hall\"");
        assertThat(meeting.get("Start")).isEqualTo("\"2026-03-29T00:30:00Z\"");
        assertThat(meeting.get("Invitations")).contains("guest@other.test").doesNotContain("ole@");

        String id = saved(EVENT, null, "{'title':'Day off','startdate':'2026-05-01','isallday':1,'userid':2}");
        Fields off = fields(MeetingType.ID, id);
        assertThat(off.get("Start")).isEqualTo("\"2026-04-30T22:00:00Z\"");
        assertThat(off.get("End")).isEqualTo("\"2026-05-01T22:00:00Z\"");
        assertThat(off.get("Host")).contains("ole@");
    }

    @Test
    void aSeriesIsOneEventAndItsPatternStays() {
        importItem(
                MeetingRecurrenceType.ID,
                "m-1",
                MeetingRecurrenceType.FIELDS.patch(wire(
                        io.tidemark.protocol.meeting.MeetingShapes.MEETING_RECURRENCE,
                        "{'Meeting':{'Title':'Stand-up','Start':'2026-03-02T08:00:00Z','End':'2026-03-02T08:15:00Z'},"
                                + "'Pattern':{'RecurrenceType':'WEEKLY','Interval':1,'DayOfWeekMask':2,"
                                + "'StartDate':'2026-03-02T08:00:00Z','Duration':15}}")));
        assertThat(text(event("series:m-1"), "title")).isEqualTo("Stand-up");

        saved(EVENT, "series:m-1", "{'title':'Stand-up in the yard'}");
        Fields series = fields(MeetingRecurrenceType.ID, "m-1");
        assertThat(series.get("Meeting/Title")).isEqualTo("\"Stand-up in the yard\"");
        assertThat(series.get("Pattern/RecurrenceType")).isEqualTo("\"WEEKLY\"");
    }

    @Test
    void anEventThatEndsBeforeItStartsIsRefused() {
        assertThat(save(EVENT, null, "{'title':'a','startdate':'2026-05-02','enddate':'2026-05-01'}"))
                .isInstanceOf(Saved.Refused.class);
        assertThat(save(EVENT, null, "{'title':'a'}")).isInstanceOf(Saved.Refused.class);
    }

    /// Any edits, through both in turn: what both know agrees afterwards, and what one alone knows is what was
    /// written there last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void editsThroughBothInTurn(long seed) {
        Random random = new Random(seed);
        number("todostate", "{'title':'Open','isdefault':1}");
        number("todostate", "{'title':'Done','isclosed':1}");
        task("t-1", "{'Title':'start'}");
        int estimate = 0;
        String rights = "ALL";
        String title = "start";
        for (int step = 0; step < 60; step++) {
            title = "title " + step;
            String day = "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
            if (random.nextBoolean()) {
                rights = random.nextBoolean() ? "ALL" : "COMPLETE";
                int percent = random.nextBoolean() ? 100 : random.nextInt(100);
                task(
                        "t-1",
                        "{'Title':'" + title + "','OwnerRights':'" + rights + "','PercentComplete':" + percent
                                + ",'DueDate':'" + day + "T0" + random.nextInt(10) + ":00:00Z'}");
            } else {
                estimate = random.nextInt(500);
                saved(
                        TODO,
                        "t-1",
                        "{'title':'" + title + "','estimate':" + estimate + ",'isclosed':" + random.nextInt(2)
                                + ",'deadlinedate':'" + day + "','userid':" + (random.nextBoolean() ? 1 : ole) + "}");
            }
            JsonObject todo = todo("t-1");
            Fields task = task("t-1");
            assertThat(text(todo, "title")).isEqualTo(title);
            assertThat(task.get("Title")).isEqualTo("\"" + title + "\"");
            assertThat(text(todo, "deadlinedate")).isEqualTo(day);
            assertThat(task.get("DueDate")).isNotNull();
            assertThat(number(todo, "isclosed") == 1).isEqualTo("100".equals(task.get("PercentComplete")));
            assertThat(text(todo, "statetext")).isEqualTo(number(todo, "isclosed") == 1 ? "Done" : "Open");
            assertThat(number(todo, "estimate")).isEqualTo(estimate);
            assertThat(Optional.ofNullable(task.get("OwnerRights")).orElse("\"ALL\""))
                    .isEqualTo("\"" + rights + "\"");
        }
    }

    private User user(String name) {
        return storage.write(
                account.id(),
                tx -> tx.addUser(new User(new UserId(1), "id-" + name, name, name + "@example.test", "", true, false)));
    }

    private void task(String id, String json) {
        importItem(TaskType.ID, id, TaskType.FIELDS.patch(wire(io.tidemark.protocol.meeting.MeetingShapes.TASK, json)));
    }

    private void meeting(String id, String json) {
        importItem(
                MeetingType.ID,
                id,
                MeetingType.FIELDS.patch(wire(io.tidemark.protocol.meeting.MeetingShapes.MEETING, json)));
    }

    private void importItem(TypeId type, String id, Patch content) {
        List<Outcome> outcomes = importer.run(account, List.of(new Importer.Item(ida, type, id, content)), "test");
        assertThat(outcomes).noneMatch(outcome -> outcome.kind() == Outcome.Kind.REFUSED);
    }

    private static io.tidemark.protocol.json.WireObject wire(io.tidemark.protocol.json.Shape shape, String json) {
        return new io.tidemark.protocol.json.ShapeReader(ReadLimits.DEFAULT)
                .read(json.replace('\'', '"'), shape, io.tidemark.protocol.json.ReadMode.STORED);
    }

    private Saved save(TypeId type, @Nullable String id, String json) {
        ObjectNumber number = id == null ? null : stored(type, id).number();
        return saver.save(
                account,
                ida,
                new SaveCall("test", null),
                new Save(type, number, CommandObjectType.said(READER.read(json.replace('\'', '"')))));
    }

    /// @return the object's id
    private String saved(TypeId type, @Nullable String id, String json) {
        Saved saved = save(type, id, json);
        assertThat(saved).isInstanceOf(Saved.Stored.class);
        return ((Saved.Stored) saved).object().key().id();
    }

    private long number(String type, String json) {
        TypeId id = new TypeId(type);
        return stored(id, saved(id, null, json)).number().value();
    }

    private StoredObject stored(TypeId type, String id) {
        return storage.read(
                account.id(), tx -> tx.object(new ObjectKey(type, id)).orElseThrow());
    }

    private Fields fields(TypeId type, String id) {
        return types.get(type).fields(stored(type, id).body());
    }

    private Fields task(String id) {
        return fields(TaskType.ID, id);
    }

    private JsonObject todo(String id) {
        return CommandObjectType.object(stored(TODO, id));
    }

    private JsonObject event(String id) {
        return CommandObjectType.object(stored(EVENT, id));
    }

    private static String text(JsonObject object, String field) {
        return Told.text(object, field);
    }

    private static long number(JsonObject object, String field) {
        return Told.number(object, field);
    }

    private static final class Ids implements IdSource {
        private int last;

        @Override
        public String objectId() {
            return "id-" + ++last;
        }

        @Override
        public long number() {
            return ++last;
        }
    }

    @Test
    void everyTypeOfTheCommandApiIsThere() {
        assertThat(types.all().stream().map(type -> type.id().value()).collect(Collectors.toSet()))
                .contains("todo", "event", "customer", "todostate", "task", "meeting");
    }
}
