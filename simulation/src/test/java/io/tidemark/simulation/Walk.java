package io.tidemark.simulation;

import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.object.Fields;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.simulation.SimulatedDevice.Copy;
import io.tidemark.simulation.SimulatedDevice.Memory;
import io.tidemark.simulation.SimulatedDevice.Request;
import io.tidemark.simulation.model.ModelAnswer;
import io.tidemark.simulation.model.ModelItem;
import io.tidemark.simulation.model.ModelToken;
import io.tidemark.simulation.model.Note;
import io.tidemark.simulation.model.ReferenceModel;
import io.tidemark.simulation.model.Told;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One history on the engine and on the reference model at once. Every answer, outcome and stored note is
/// compared; the first difference ends it with an `AssertionError`.
///
/// Two devices of user 1; notes `a` (hosted by user 1), `b` (hosted by user 2), `c` (not there at first).
final class Walk {
    private static final Map<String, List<Integer>> OWNERS =
            Map.of("a", List.of(1), "b", List.of(2, 1), "c", List.of(1));
    private static final Pattern NUMBER = Pattern.compile("(version|position)=(\\d+)");
    private static final int ROUNDS_UNTIL_QUIET = 6;

    private final World world = World.on(new InMemoryStorage(), "walk", 2);
    private final Office office = world.office();
    private final ReferenceModel model = new ReferenceModel();
    private final Map<Integer, Terminal> terminals = new TreeMap<>();
    private final Map<String, ModelToken> tokens = new HashMap<>();

    /// A device and what is on its way.
    private static final class Terminal {
        final int number;
        final SimulatedDevice device;
        Memory earlier;
        Request underway;
        Request last;

        Terminal(int number, World world) {
            this.number = number;
            this.device = new SimulatedDevice(world.user(1), "d" + number, Duration.ZERO);
        }
    }

    Walk() {
        for (int number = 1; number <= 2; number++) {
            terminals.put(number, new Terminal(number, world));
        }
        place("a", "T0", "P0", OWNERS.get("a"));
        place("b", "T0", "P0", OWNERS.get("b"));
    }

    /// Takes a step.
    ///
    /// @return whether anything could happen
    boolean take(Step step) {
        Terminal terminal = terminals.get(step.device());
        boolean happened = switch (step.verb()) {
            case SYNC -> sync(terminal, true);
            case SYNC_ANSWER_LOST -> sync(terminal, false);
            case COMMIT -> commit(terminal, Set.of(), true);
            case COMMIT_ANSWER_LOST -> commit(terminal, Set.of(), false);
            case COMMIT_WITHOUT_ONE -> commitWithoutOne(terminal);
            case COMMIT_UNDERWAY -> underway(terminal);
            case UNDERWAY_ARRIVES -> arrive(terminal);
            case LAST_COMMIT_AGAIN -> again(terminal);
            case BACK_TO_EARLIER -> back(terminal);
            case EDIT_TITLE -> edit(terminal, step.note(), NoteType.TITLE, "T");
            case EDIT_PLACE -> edit(terminal, step.note(), NoteType.PLACE, "P");
            case REMOVE -> remove(terminal, step.note());
            case CREATE -> create(terminal);
            case OFFICE_TITLE, OFFICE_PLACE, OFFICE_SHARE, OFFICE_DELETE -> office(step);
        };
        return happened;
    }

    /// Compares everything that is stored. Not needed again for the beginning of a history that was walked before.
    void check() {
        compareNotes();
    }

    // ---- the office ----

    private boolean office(Step step) {
        String id = step.note();
        Note note = model.note(id);
        if (step.verb() == Step.Verb.OFFICE_DELETE) {
            if (note == null) {
                place(id, "T0", "P0", OWNERS.get(id));
            } else {
                office.delete(id);
                model.put(id, null);
            }
            return true;
        }
        if (note == null) {
            return false;
        }
        switch (step.verb()) {
            case OFFICE_TITLE -> place(id, toggled(note.title(), "T"), note.place(), note.owners());
            case OFFICE_PLACE -> place(id, note.title(), toggled(note.place(), "P"), note.owners());
            default -> place(id, note.title(), note.place(), note.owners().contains(1) ? List.of(2) : OWNERS.get(id));
        }
        return true;
    }

    private static String toggled(String value, String letter) {
        return value.equals(letter + "0") ? letter + "9" : letter + "0";
    }

    private void place(String id, String title, String place, List<Integer> owners) {
        if (model.note(id) == null) {
            office.create(id, title, place, owners.stream().map(world::user).toList());
        } else {
            office.replace(id, title, place, owners.stream().map(world::user).toList());
        }
        model.put(id, new Note(title, place, owners));
    }

    // ---- devices ----

    private boolean edit(Terminal terminal, String id, String field, String letter) {
        Optional<Copy> copy = terminal.device.memory().byId(id).filter(found -> !found.removed());
        copy.ifPresent(found -> {
            String mine = letter + terminal.number;
            String value = mine.equals(found.fields().get(field)) ? letter + "0" : mine;
            terminal.device.edit(found.local(), field, value, world.clock().instant());
        });
        return copy.isPresent();
    }

    private boolean remove(Terminal terminal, String id) {
        Optional<Copy> copy = terminal.device.memory().byId(id).filter(found -> !found.removed());
        copy.ifPresent(
                found -> terminal.device.remove(found.local(), world.clock().instant()));
        return copy.isPresent();
    }

    private boolean create(Terminal terminal) {
        if (terminal.device.memory().token() == null
                || terminal.device.memory().copies().keySet().stream().anyMatch(local -> local.startsWith("d"))) {
            return false;
        }
        terminal.device.create("N0", "P0", world.clock().instant());
        return true;
    }

    /// Goes back to the state before the last answer that told something. A device that goes back further than to
    /// the beginning of a round is beyond what rounds can know (`docs/spec/convergence.md`, 6).
    private boolean back(Terminal terminal) {
        if (terminal.earlier == null || round(terminal.earlier) == round(terminal.device.memory())) {
            return false;
        }
        terminal.device.restore(terminal.earlier);
        terminal.earlier = null;
        return true;
    }

    private int round(Memory memory) {
        return tokens.get(memory.token()).round();
    }

    // ---- the calls ----

    private boolean sync(Terminal terminal, boolean arrives) {
        String token = terminal.device.memory().token();
        if (token == null && !arrives) {
            return false;
        }
        boolean first = token == null;
        Answer answer = world.sync(terminal.device.user(), token);
        ModelAnswer expected = first ? model.start(terminal.number, 1) : model.sync(terminal.number, tokens.get(token));
        compare(answer, expected);
        if (arrives) {
            tokens.put(answer.token(), expected.token());
            terminal.earlier = first ? null : terminal.device.memory();
            terminal.device.apply(answer);
        }
        return true;
    }

    private boolean commit(Terminal terminal, Set<String> leftOut, boolean answered) {
        if (terminal.device.memory().token() == null) {
            return false;
        }
        Request request = terminal.device.compose(leftOut, false);
        if (request.items().isEmpty() || contradicts(request, terminal.underway)) {
            return false;
        }
        List<Outcome> outcomes = deliver(terminal, request);
        if (answered) {
            terminal.device.settle(request, outcomes);
        }
        return true;
    }

    /// Whether two commits under one token say different things about one note. In what order they were meant
    /// only the device's clock could tell, which these devices do not send; they have one such commit under way
    /// at a time.
    private static boolean contradicts(Request request, Request other) {
        return other != null
                && request.token().equals(other.token())
                && request.items().stream()
                        .anyMatch(item -> other.items().stream()
                                .anyMatch(before -> sameNote(item, before) && !item.equals(before)));
    }

    private static boolean sameNote(Item one, Item two) {
        return (one.id() != null && one.id().equals(two.id()))
                || (one.clientId() != null && one.clientId().equals(two.clientId()));
    }

    private boolean commitWithoutOne(Terminal terminal) {
        Map<String, Boolean> told = terminal.device.memory().told();
        return told.size() > 1
                && commit(terminal, Set.of(told.keySet().iterator().next()), true);
    }

    private boolean underway(Terminal terminal) {
        if (terminal.device.memory().token() == null || terminal.underway != null) {
            return false;
        }
        Request request = terminal.device.compose(Set.of(), false);
        if (request.items().isEmpty()) {
            return false;
        }
        terminal.underway = request;
        return true;
    }

    private boolean arrive(Terminal terminal) {
        if (terminal.underway == null) {
            return false;
        }
        deliver(terminal, terminal.underway);
        terminal.underway = null;
        return true;
    }

    private boolean again(Terminal terminal) {
        if (terminal.last == null) {
            return false;
        }
        deliver(terminal, terminal.last);
        return true;
    }

    private List<Outcome> deliver(Terminal terminal, Request request) {
        terminal.last = request;
        List<Outcome> outcomes = world.commit(terminal.device.user(), request.token(), request.items());
        Deque<String> created = new ArrayDeque<>();
        outcomes.stream()
                .filter(outcome -> outcome.kind() == Outcome.Kind.CREATED)
                .forEach(outcome -> created.add(outcome.id()));
        List<String> kinds = model.commit(
                terminal.number,
                tokens.get(request.token()),
                request.items().stream().map(Walk::modelItem).toList(),
                () -> created.isEmpty() ? "nothing created" : created.pop());
        List<String> got =
                outcomes.stream().map(outcome -> outcome.kind().name()).toList();
        if (!got.equals(kinds)) {
            throw new AssertionError("outcomes " + got + ", expected " + kinds + " for " + request.items());
        }
        return outcomes;
    }

    private static ModelItem modelItem(Item item) {
        boolean deleted = item.intent() == io.tidemark.core.handshake.Upload.Intent.DELETED;
        Fields fields = Fields.NONE.patchedBy(item.content());
        return new ModelItem(
                deleted,
                item.intent() == io.tidemark.core.handshake.Upload.Intent.NEW,
                item.id(),
                item.clientId(),
                deleted ? null : new Note(fields.get(NoteType.TITLE), fields.get(NoteType.PLACE), List.of()));
    }

    // ---- comparing ----

    /// The engine may tell more in one case: of a note that is not there any more and that was in the selection at
    /// any round, also when the round had no reason to tell of it, it says that it is gone.
    private static void compare(Answer answer, ModelAnswer expected) {
        Map<String, String> got = new TreeMap<>();
        answer.items().forEach(told -> {
            if (told.state() != DeliveryState.DELETED || expected.told().containsKey(told.id())) {
                got.put(told.id(), text(told.state().name(), told.fields()));
            }
        });
        Map<String, String> wanted = new TreeMap<>();
        expected.told().forEach((id, told) -> wanted.put(id, text(told)));
        if (!got.equals(wanted)) {
            throw new AssertionError("told " + got + ", expected " + wanted);
        }
    }

    private static String text(String state, Fields fields) {
        return state + " " + fields.get(NoteType.TITLE) + " " + fields.get(NoteType.PLACE);
    }

    private static String text(Told told) {
        Note note = told.note();
        return told.state() + " " + (note == null ? "null null" : note.title() + " " + note.place());
    }

    private void compareNotes() {
        Map<String, String> got = new TreeMap<>();
        office.notes().forEach((id, fields) -> got.put(id, text(fields.get(NoteType.OWNERS), fields)));
        Map<String, String> wanted = new TreeMap<>();
        model.ids().forEach(id -> {
            Note note = model.note(id);
            if (note != null) {
                String owners = String.join(
                        ",", note.owners().stream().map(String::valueOf).toList());
                wanted.put(id, owners + " " + note.title() + " " + note.place());
            }
        });
        if (!got.equals(wanted)) {
            throw new AssertionError("stored " + got + ", expected " + wanted);
        }
    }

    // ---- the end of a history ----

    /// Lets everything come to rest and checks that each device holds the selection (I1), after every step of
    /// which engine and model were compared.
    void settle() {
        for (Terminal terminal : terminals.values()) {
            if (terminal.device.memory().token() == null) {
                continue;
            }
            int rounds = 0;
            boolean quiet = false;
            while (!quiet) {
                if (++rounds > ROUNDS_UNTIL_QUIET) {
                    throw new AssertionError("device " + terminal.number + " does not come to rest");
                }
                sync(terminal, true);
                quiet = terminal.device.isQuiet();
                commit(terminal, Set.of(), true);
                compareNotes();
            }
        }
        for (Terminal terminal : terminals.values()) {
            if (terminal.device.memory().token() != null) {
                sync(terminal, true);
                commit(terminal, Set.of(), true);
                sync(terminal, true);
                compareContent(terminal);
            }
        }
    }

    private void compareContent(Terminal terminal) {
        Map<String, String> got = new TreeMap<>();
        terminal.device.visible().forEach((id, fields) -> got.put(id, text("", fields)));
        Map<String, String> wanted = new TreeMap<>();
        model.visible(1).forEach((id, note) -> wanted.put(id, " " + note.title() + " " + note.place()));
        if (!got.equals(wanted)) {
            throw new AssertionError("device " + terminal.number + " holds " + got + ", should hold " + wanted);
        }
    }

    /// Everything that can make a difference to what follows, with versions and positions counted anew.
    String canonical() {
        StringBuilder text = new StringBuilder(model.canonical());
        for (Terminal terminal : terminals.values()) {
            Memory memory = terminal.device.memory();
            text.append('\n').append(terminal.number);
            for (Memory each : new ArrayList<>(java.util.Arrays.asList(memory, terminal.earlier))) {
                text.append('\n');
                if (each != null) {
                    text.append(tokens.get(each.token())).append(each.told());
                    each.copies()
                            .values()
                            .forEach(copy -> text.append(copy.local())
                                    .append(copy.id())
                                    .append(text("", copy.fields()))
                                    .append(copy.dirty())
                                    .append(copy.removed()));
                }
            }
            for (Request request : java.util.Arrays.asList(terminal.underway, terminal.last)) {
                text.append('\n');
                if (request != null) {
                    text.append(tokens.get(request.token())).append(request.items());
                }
            }
        }
        return ranked(text.toString());
    }

    private static String ranked(String text) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Integer.parseInt(matcher.group(2)));
        }
        List<Integer> order = new ArrayList<>(numbers);
        return NUMBER.matcher(text)
                .replaceAll(match -> match.group(1) + "=" + order.indexOf(Integer.parseInt(match.group(2))));
    }
}
