package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.Fields;
import io.tidemark.simulation.Answer;
import io.tidemark.simulation.Item;
import io.tidemark.simulation.NoteType;
import io.tidemark.simulation.SimulatedDevice;
import io.tidemark.simulation.model.ModelAnswer;
import io.tidemark.simulation.model.ModelItem;
import io.tidemark.simulation.model.ModelToken;
import io.tidemark.simulation.model.Note;
import io.tidemark.simulation.model.ReferenceModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One history in an account of its own: the notes of the model are Ida's tasks, their place is the description. Every
/// answer, every outcome and, at the end, everything stored is compared. Confined to one thread.
final class ModelReplay {
    private static final List<String> IDS = List.of("a", "b", "c");

    private final TestServer server;
    private final String name;
    private final Account account;
    private final ReferenceModel model = new ReferenceModel();
    private final List<Terminal> terminals = new ArrayList<>();
    private final Map<String, ModelToken> tokens = new HashMap<>();
    private final Set<String> createdEver = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private int values;

    /// A device, its connection, and its last commit.
    private static final class Terminal {
        final int number;
        final Device connection;
        final SimulatedDevice device;
        SimulatedDevice.@Nullable Request last;

        Terminal(int number, Device connection, User user) {
            this.number = number;
            this.connection = connection;
            this.device = new SimulatedDevice(user, "d" + number, Duration.ZERO);
        }
    }

    ModelReplay(TestServer server, String name) {
        this.server = server;
        this.name = name;
        this.account = server.addAccount(name);
        User ida = server.storage
                .read(account.id(), tx -> tx.userByEmail(TestServer.IDA))
                .orElseThrow();
        for (int number = 1; number <= 2; number++) {
            terminals.add(new Terminal(number, server.device(name, TestServer.IDA), ida));
        }
    }

    void walk(RandomGenerator random, int steps) {
        try {
            office("a", random);
            office("b", random);
            for (int step = 0; step < steps; step++) {
                take(terminals.get(random.nextInt(2)), IDS.get(random.nextInt(3)), random);
            }
            compareStored();
        } catch (AssertionError e) {
            throw new AssertionError(name + ":\n" + String.join("\n", story) + "\n" + e.getMessage(), e);
        }
    }

    private void take(Terminal terminal, String id, RandomGenerator random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> sync(terminal, true);
            case 2 -> sync(terminal, false);
            case 3, 4 -> commit(terminal, Set.of(), true);
            case 5 -> commit(terminal, Set.of(), false);
            case 6 -> commit(terminal, Set.of(id), true);
            case 7 -> again(terminal);
            case 8 -> edit(terminal, id, random.nextBoolean() ? NoteType.TITLE : NoteType.PLACE);
            case 9 -> removeOrCreate(terminal, id, random);
            default -> office(id, random);
        }
    }

    // ---- the server's own hand ----

    private void office(String id, RandomGenerator random) {
        Note note = model.note(id);
        if (note != null && random.nextInt(3) == 0) {
            story.add("office deletes " + id);
            Device other = server.device(name, TestServer.IDA);
            assertThat(other.commit(CommitBody.under(other.syncTasks()).deleted("Task", "'Id':'" + id + "'"))
                            .ok()
                            .outcomes())
                    .containsExactly("DELETED");
            model.put(id, null);
            return;
        }
        boolean title = note == null || random.nextBoolean();
        boolean place = note == null || !title;
        Note next = new Note(title ? "T" + ++values : note.title(), place ? "P" + ++values : note.place(), List.of(1));
        story.add("office puts " + id + " " + next);
        server.put(
                account,
                TaskType.ID,
                id,
                Map.of("Title", Optional.of(quoted(next.title())), "Description", Optional.of(quoted(next.place()))));
        model.put(id, next);
    }

    // ---- the devices ----

    private void edit(Terminal terminal, String id, String field) {
        terminal.device.memory().copies().values().stream()
                .filter(copy -> id.equals(copy.id()) && !copy.removed())
                .findFirst()
                .ifPresent(copy -> {
                    story.add("device " + terminal.number + " edits " + field + " of " + id);
                    terminal.device.edit(copy.local(), field, "E" + ++values, TestServer.BEGIN);
                });
    }

    private void removeOrCreate(Terminal terminal, String id, RandomGenerator random) {
        if (random.nextBoolean()) {
            terminal.device.memory().copies().values().stream()
                    .filter(copy -> id.equals(copy.id()) && !copy.removed())
                    .findFirst()
                    .ifPresent(copy -> {
                        story.add("device " + terminal.number + " removes " + id);
                        terminal.device.remove(copy.local(), TestServer.BEGIN);
                    });
        } else if (terminal.device.memory().token() != null) {
            story.add("device " + terminal.number + " creates");
            terminal.device.create("N" + ++values, "Q" + values, TestServer.BEGIN);
        }
    }

    // ---- the calls ----

    private void sync(Terminal terminal, boolean arrives) {
        String token = terminal.device.memory().token();
        if (token == null && !arrives) {
            return;
        }
        story.add("device " + terminal.number + " syncs" + (arrives ? "" : ", and the answer is lost"));
        Device.Answer http = token == null ? terminal.connection.syncTasks() : terminal.connection.syncTasks(token);
        ModelAnswer expected =
                token == null ? model.start(terminal.number, 1) : model.sync(terminal.number, tokens.get(token));
        Answer answer = answer(http);
        compare(answer, expected);
        if (arrives) {
            tokens.put(answer.token(), expected.token());
            terminal.device.apply(answer);
        }
    }

    private static Answer answer(Device.Answer http) {
        List<Answer.Told> told = new ArrayList<>();
        for (JsonNode item : http.ok().body().path("Tasks")) {
            JsonNode task = item.path("Task");
            DeliveryState state = DeliveryState.valueOf(item.path("State").asString());
            told.add(new Answer.Told(
                    state,
                    task.path("Id").asString(),
                    state == DeliveryState.DELETED
                            ? Fields.NONE
                            : Fields.NONE
                                    .with(NoteType.TITLE, task.path("Title").asString())
                                    .with(
                                            NoteType.PLACE,
                                            task.path("Description").asString()),
                    item.has("ClientSyncId") ? item.path("ClientSyncId").asString() : null,
                    null));
        }
        return new Answer(http.token(), told);
    }

    private void commit(Terminal terminal, Set<String> leftOut, boolean answered) {
        if (terminal.device.memory().token() == null) {
            return;
        }
        SimulatedDevice.Request request = terminal.device.compose(leftOut, false);
        if (!request.items().isEmpty()) {
            story.add("device " + terminal.number + " commits " + request.items()
                    + (answered ? "" : ", and the answer is lost"));
            List<Outcome> outcomes = deliver(terminal, request);
            if (answered) {
                terminal.device.settle(request, outcomes);
            }
        }
    }

    private void again(Terminal terminal) {
        if (terminal.last != null) {
            story.add("device " + terminal.number + " sends its last commit again");
            deliver(terminal, terminal.last);
        }
    }

    private List<Outcome> deliver(Terminal terminal, SimulatedDevice.Request request) {
        terminal.last = request;
        CommitBody commit = CommitBody.under(request.token());
        request.items().forEach(item -> add(commit, item));
        Device.Answer answer = terminal.connection.commit(commit).ok();
        List<Outcome> outcomes = new ArrayList<>();
        Deque<String> created = new ArrayDeque<>();
        for (JsonNode outcome : answer.body().path("Outcomes")) {
            Outcome.Kind kind = kind(outcome.path("Outcome").asString());
            String id = outcome.path("Id").asString(null);
            outcomes.add(new Outcome("Tasks", outcomes.size(), id, null, kind, null, null));
            if (kind == Outcome.Kind.CREATED && createdEver.add(id)) {
                created.add(id);
            }
        }
        List<String> kinds = model.commit(
                terminal.number,
                tokens.get(request.token()),
                request.items().stream().map(ModelReplay::modelItem).toList(),
                () -> created.isEmpty() ? "nothing created" : created.pop());
        assertThat(outcomes.stream().map(outcome -> outcome.kind().name())).isEqualTo(kinds);
        return outcomes;
    }

    private static void add(CommitBody commit, Item item) {
        Fields fields = Fields.NONE.patchedBy(item.content());
        String id = item.id() == null ? "" : "'Id':'" + item.id() + "'";
        if (item.intent() == Upload.Intent.DELETED) {
            commit.deleted("Task", id);
        } else {
            String content = (id.isEmpty() ? "" : id + ",") + "'Title':'" + fields.get(NoteType.TITLE)
                    + "','Description':'" + fields.get(NoteType.PLACE) + "'";
            if (item.intent() == Upload.Intent.NEW) {
                commit.created(
                        "Task",
                        content + ",'Owners':[{'Id':'id-ida.','Name':'ida.','Email':'" + TestServer.IDA + "'}]");
            } else {
                commit.modified("Task", content);
            }
        }
        if (item.clientId() != null) {
            commit.named(item.clientId());
        }
    }

    private static Outcome.Kind kind(String wire) {
        return switch (wire) {
            case "UNCHANGED" -> Outcome.Kind.CONFIRMED;
            case "CONFLICT" -> Outcome.Kind.CONFLICT_LOST;
            default -> Outcome.Kind.valueOf(wire);
        };
    }

    private static ModelItem modelItem(Item item) {
        boolean deleted = item.intent() == Upload.Intent.DELETED;
        Fields fields = Fields.NONE.patchedBy(item.content());
        return new ModelItem(
                deleted,
                item.intent() == Upload.Intent.NEW,
                item.id(),
                item.clientId(),
                deleted ? null : new Note(fields.get(NoteType.TITLE), fields.get(NoteType.PLACE), List.of()));
    }

    // ---- comparing ----

    /// The server may tell more in one case: that something is gone which some round could have told.
    private static void compare(Answer answer, ModelAnswer expected) {
        Map<String, String> got = new TreeMap<>();
        answer.items().forEach(told -> {
            if (told.state() != DeliveryState.DELETED || expected.told().containsKey(told.id())) {
                got.put(
                        told.id(),
                        told.state() + " " + told.fields().get(NoteType.TITLE) + " "
                                + told.fields().get(NoteType.PLACE));
            }
        });
        Map<String, String> wanted = new TreeMap<>();
        expected.told().forEach((id, told) -> {
            Note note = told.note();
            wanted.put(id, told.state() + " " + (note == null ? "null null" : note.title() + " " + note.place()));
        });
        assertThat(got).isEqualTo(wanted);
    }

    private void compareStored() {
        Map<String, String> got = new TreeMap<>();
        answer(server.device(name, TestServer.IDA).syncTasks())
                .items()
                .forEach(told -> got.put(
                        told.id(),
                        told.fields().get(NoteType.TITLE) + " " + told.fields().get(NoteType.PLACE)));
        Map<String, String> wanted = new TreeMap<>();
        model.visible(1).forEach((id, note) -> wanted.put(id, note.title() + " " + note.place()));
        assertThat(got).isEqualTo(wanted);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
