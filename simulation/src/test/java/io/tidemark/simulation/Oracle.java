package io.tidemark.simulation;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is right, recomputed naively from the log alone.
final class Oracle {
    private static final NoteType NOTES = new NoteType();

    private final World world;
    private final Map<ObjectKey, Fields> now = new HashMap<>();
    private final Map<UserId, Set<String>> everSelected = new HashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, UserId> authors = new HashMap<>();
    private final Map<String, Integer> creations = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private Sequence seen = Sequence.ZERO;

    /// Something that was said to a device about an upload of its.
    private record Claim(String id, String title, Outcome.Kind kind) {
        boolean isOfAUniqueTitle() {
            return kind != Outcome.Kind.CONFIRMED && !title.startsWith("O");
        }
    }

    Oracle(World world) {
        this.world = world;
    }

    /// Reads what happened since, before any of it is forgotten.
    void look() {
        for (LogEntry entry : entriesAfter(seen)) {
            seen = entry.sequence();
            noteWhatWasSaid(entry);
            if (entry.kind().changesObject()) {
                content(entry).ifPresentOrElse(fields -> now.put(entry.key(), fields), () -> now.remove(entry.key()));
                Fields fields = now.getOrDefault(entry.key(), Fields.NONE);
                if (entry.key().type().equals(NoteType.ID)) {
                    NoteType.owners(fields)
                            .forEach(owner -> everSelected
                                    .computeIfAbsent(owner, user -> new HashSet<>())
                                    .add(entry.key().id()));
                }
            }
        }
    }

    private void noteWhatWasSaid(LogEntry entry) {
        UserId author = entry.origin().user();
        if (author == null || !entry.key().type().equals(NoteType.ID)) {
            return;
        }
        if (entry.origin().device() == null) {
            throw new AssertionError("an upload without a device: " + entry);
        }
        if (entry.offered() != null) {
            said.add(author + " " + title(NOTES.fields(entry.offered())));
        }
        content(entry).ifPresent(fields -> {
            if (entry.kind() == ChangeKind.CREATED
                    && String.valueOf(fields.get(NoteType.TITLE)).startsWith("N")) {
                creations.merge(fields.get(NoteType.TITLE), 1, Integer::sum);
            }
            said.add(author + " " + title(fields));
        });
    }

    private List<LogEntry> entriesAfter(Sequence after) {
        return world.storage().read(world.account().id(), tx -> tx.log(after, 100_000));
    }

    private java.util.Optional<Fields> content(LogEntry entry) {
        if (!entry.kind().changesObject()) {
            return java.util.Optional.empty();
        }
        return world.storage()
                .read(
                        world.account().id(),
                        tx -> tx.objectAt(entry.number(), entry.sequence())
                                .filter(object -> !object.deleted())
                                .map(object -> NOTES.fields(object.body())));
    }

    Map<String, Fields> everything() {
        look();
        Map<String, Fields> all = new TreeMap<>();
        now.forEach((key, fields) -> all.put(key.type().value() + " " + key.id(), fields));
        return all;
    }

    List<String> goneNotes() {
        Set<String> gone = new java.util.TreeSet<>();
        everSelected.values().forEach(gone::addAll);
        gone.removeIf(id -> now.containsKey(new ObjectKey(NoteType.ID, id)));
        return List.copyOf(gone);
    }

    void requireSame(Map<String, Fields> before, String sentence) {
        Map<String, Fields> after = everything();
        if (!before.equals(after)) {
            Map<String, Fields> lost = new TreeMap<>(before);
            lost.entrySet().removeAll(after.entrySet());
            Map<String, Fields> won = new TreeMap<>(after);
            won.entrySet().removeAll(before.entrySet());
            throw new AssertionError(sentence + ": " + lost + " became " + won);
        }
    }

    /// Remembers who thought of a title.
    void wrote(User user, String title) {
        authors.put(title.strip(), user.id());
    }

    /// Isolation (I6): what is told as present is in the user's selection now; what is told as gone once was.
    void told(User user, Answer answer) {
        for (Answer.Told told : answer.items()) {
            boolean may = Scene.isPresent(told)
                    ? NoteType.owners(told.fields()).contains(user.id())
                    : everSelected.getOrDefault(user.id(), Set.of()).contains(told.id());
            if (!may) {
                throw new AssertionError(user.id() + " was told " + told);
            }
        }
    }

    void confirmed(List<Item> items, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            Item item = items.get(outcome.index());
            if (item.type().equals(NoteType.ID) && item.intent() != Intent.DELETED && outcome.id() != null) {
                String title = title(Fields.NONE.patchedBy(item.content()));
                claims.add(new Claim(outcome.id(), title, outcome.kind()));
            }
        }
    }

    /// What a device holds equals the selection (I1).
    void requireEqual(int number, User user, SimulatedDevice device) {
        Map<String, String> holds = new TreeMap<>();
        device.visible().forEach((id, fields) -> holds.put(id, text(fields)));
        Map<String, String> should = new TreeMap<>();
        now.forEach((key, fields) -> {
            if (key.type().equals(NoteType.ID) && NoteType.owners(fields).contains(user.id())) {
                should.put(key.id(), text(fields));
            }
        });
        if (!holds.equals(should)) {
            throw new AssertionError("device " + number + " of user "
                    + user.id().value() + " holds " + holds + ", should hold " + should);
        }
    }

    private static String title(Fields fields) {
        return String.valueOf(fields.get(NoteType.TITLE)).strip();
    }

    private static String text(Fields fields) {
        return fields.get(NoteType.TITLE) + " " + fields.get(NoteType.PLACE);
    }

    /// Nothing acknowledged is lost (I2), and nothing was created twice (I3). Titles of devices are unique, so
    /// a title that a device brought is in the log, under its author, as a state or as an upload that was not
    /// taken.
    void requireKept() {
        look();
        creations.forEach((title, count) -> {
            if (count > 1) {
                throw new AssertionError(title + " was created " + count + " times");
            }
        });
        for (Claim claim : claims) {
            if (claim.isOfAUniqueTitle() && !said.contains(authors.get(claim.title()) + " " + claim.title())) {
                throw new AssertionError("not in the log: " + claim);
            }
        }
    }
}
