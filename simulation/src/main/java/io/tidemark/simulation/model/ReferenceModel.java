package io.tidemark.simulation.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server as meeting API 5.4 to 5.8 describe it, for notes without a time of change, so that in a conflict the
/// server's version stands. Confined to one thread.
public final class ReferenceModel {
    private final TreeMap<String, Versions> notes = new TreeMap<>();
    private final Map<Integer, ModelSynchronization> synchronizations = new HashMap<>();
    private int changes;

    /// A note and all it ever was; null for "deleted".
    private record Versions(TreeMap<Integer, State> states) {
        @Nullable
        Note now() {
            return states.lastEntry().getValue().note();
        }

        int version() {
            return states.lastKey();
        }
    }

    private record State(@Nullable Note note) {}

    // ---- the server's own hand ----

    /// The note as it is; null if it is not there.
    public @Nullable Note note(String id) {
        Versions versions = notes.get(id);
        return versions == null ? null : versions.now();
    }

    /// The ids of all notes that ever were.
    public List<String> ids() {
        return List.copyOf(notes.keySet());
    }

    /// Sets a note, or deletes it with null.
    public void put(String id, @Nullable Note note) {
        notes.computeIfAbsent(id, key -> new Versions(new TreeMap<>())).states().put(++changes, new State(note));
    }

    /// Counts an upload that was kept without being taken: it has a place in the log as well.
    void keepOffered() {
        changes++;
    }

    /// What a user should have: the visible set, by id.
    public Map<String, Note> visible(int user) {
        Map<String, Note> visible = new TreeMap<>();
        for (String id : notes.keySet()) {
            Note note = visibleNote(id, user);
            if (note != null) {
                visible.put(id, note);
            }
        }
        return visible;
    }

    private @Nullable Note visibleNote(String id, int user) {
        Note note = note(id);
        return note != null && note.owners().contains(user) ? note : null;
    }

    // ---- Sync ----

    /// Sync without a token.
    public ModelAnswer start(int synchronization, int user) {
        synchronizations.put(synchronization, new ModelSynchronization(user));
        return answer(synchronizations.get(synchronization), 0);
    }

    /// Sync with a token.
    public ModelAnswer sync(int synchronization, ModelToken token) {
        return answer(Objects.requireNonNull(synchronizations.get(synchronization)), token.round());
    }

    private ModelAnswer answer(ModelSynchronization in, int parent) {
        Map<String, Told> told = new TreeMap<>();
        for (String id : notes.keySet()) {
            Told one = difference(in, parent, id);
            if (one != null) {
                told.put(id, one);
            }
        }
        if (told.isEmpty() && parent != 0) {
            return new ModelAnswer(new ModelToken(parent, changes), told);
        }
        int number = in.rounds.isEmpty() ? 1 : in.rounds.lastKey() + 1;
        in.rounds.put(number, new ModelRound(number, parent, told));
        return new ModelAnswer(new ModelToken(number, changes), told);
    }

    /// The table of 5.4.
    private @Nullable Told difference(ModelSynchronization in, int parent, String id) {
        Note note = visibleNote(id, in.user);
        Shown known = in.known(parent, id);
        Told owed = in.owed(parent, id);
        boolean toldGone = owed != null && owed.note() == null;
        if (note == null) {
            boolean tellGone = known == null ? in.everDelivered(id) : !(known instanceof Shown.Gone) || owed != null;
            return tellGone ? new Told("DELETED", null, 0) : null;
        }
        int version = Objects.requireNonNull(notes.get(id)).version();
        Told again = new Told(toldGone ? "NEW" : "MODIFIED", note, version);
        return switch (known) {
            case null -> new Told("NEW", note, version);
            case Shown.Gone gone -> new Told("NEW", note, version);
            case Shown.Uncertain uncertain -> uncertain.likely() == null ? new Told("NEW", note, version) : again;
            case Shown.Edited edited -> owed == null && edited.note().saysTheSameAs(note) ? null : again;
            case Shown.Holds holds -> owed == null && holds.note().saysTheSameAs(note) ? null : again;
        };
    }

    // ---- SyncCommit ----

    /// SyncCommit.
    ///
    /// @param newId gives the id of a note that is created
    /// @return the kind of each item's outcome
    public List<String> commit(int synchronization, ModelToken token, List<ModelItem> items, Supplier<String> newId) {
        ModelSynchronization in = Objects.requireNonNull(synchronizations.get(synchronization));
        List<String> kinds = new ArrayList<>();
        for (ModelItem item : items) {
            kinds.add(new ModelCommit(this, in, token).decide(item, newId));
        }
        return kinds;
    }

    @Nullable
    String find(ModelSynchronization in, ModelItem item) {
        if (item.id() != null) {
            return notes.containsKey(item.id()) ? item.id() : null;
        }
        if (item.name() == null) {
            return null;
        }
        String own = in.names.get(item.name());
        return own != null
                ? own
                : synchronizations.values().stream()
                        .filter(other -> other.user == in.user)
                        .map(other -> other.names.get(item.name()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    int version(String id) {
        return Objects.requireNonNull(notes.get(id)).version();
    }

    /// Everything that can make a difference to a later answer, as text, for recognising states that were seen
    /// before.
    public String canonical() {
        StringBuilder text = new StringBuilder();
        notes.forEach((id, note) -> text.append(id)
                .append(note.now())
                .append("version=")
                .append(note.version())
                .append(';'));
        new TreeMap<>(synchronizations).forEach((number, in) -> {
            text.append('\n').append(number).append(new TreeMap<>(in.names));
            in.rounds
                    .values()
                    .forEach(round -> text.append(round.number())
                            .append('<')
                            .append(round.parent())
                            .append(new TreeMap<>(round.delivered()))
                            .append(round.shown()));
            text.append(new TreeMap<>(in.taken));
        });
        return text.toString();
    }
}
