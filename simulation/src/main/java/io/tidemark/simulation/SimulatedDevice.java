package io.tidemark.simulation;

import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A device that keeps notes, is edited offline and synchronizes. It does what a good client does: content and
/// token are stored together or not at all, a change that it has not sent yet survives a delivery field by
/// field, and what it sends is always all it holds of a note, stale fields included.
///
/// Every state is a value ([Memory]), so a crash is going back to an older one. Confined to one thread.
public final class SimulatedDevice {
    private final User user;
    private final String name;
    private final Duration clockError;
    private Memory memory = Memory.EMPTY;
    private int namesGiven;

    /// A device with nothing on it.
    ///
    /// @param name begins the names that it gives to what it creates
    /// @param clockError how far its clock is off the server's
    public SimulatedDevice(User user, String name, Duration clockError) {
        this.user = user;
        this.name = name;
        this.clockError = clockError;
    }

    /// One note on the device. Immutable.
    ///
    /// @param local the device's own key
    /// @param id the server's id; null until an answer told it
    /// @param fields what the device holds
    /// @param dirty the fields that were edited and whose outcome is not known
    /// @param removed whether the user deleted it and the outcome is not known
    /// @param editedAt the device's time of the last edit; null if never edited
    /// @param revision grows with every edit
    public record Copy(
            String local,
            @Nullable String id,
            Fields fields,
            Set<String> dirty,
            boolean removed,
            @Nullable Instant editedAt,
            int revision) {
        public Copy {
            dirty = Set.copyOf(dirty);
        }

        boolean unsent() {
            return removed || !dirty.isEmpty();
        }
    }

    /// Everything that a device has stored. Immutable.
    ///
    /// @param copies by local key
    /// @param token null before the first answer
    /// @param told what the last applied answer told and no answered commit has confirmed: ids, and whether
    /// present
    public record Memory(Map<String, Copy> copies, @Nullable String token, Map<String, Boolean> told) {
        static final Memory EMPTY = new Memory(Map.of(), null, Map.of());

        public Memory {
            copies = java.util.Collections.unmodifiableMap(new TreeMap<>(copies));
            told = java.util.Collections.unmodifiableMap(new TreeMap<>(told));
        }

        Memory with(Copy copy) {
            Map<String, Copy> changed = new TreeMap<>(copies);
            changed.put(copy.local(), copy);
            return new Memory(changed, token, told);
        }

        Memory without(String local) {
            Map<String, Copy> changed = new TreeMap<>(copies);
            changed.remove(local);
            return new Memory(changed, token, told);
        }

        Optional<Copy> byId(String id) {
            return copies.values().stream().filter(copy -> id.equals(copy.id())).findFirst();
        }
    }

    /// A commit on its way.
    ///
    /// @param token null for one that confirms nothing
    /// @param items what is sent
    /// @param revisions for each item, the local key and the revision that was sent; the key is empty for a
    ///     confirmation that something is gone
    public record Request(@Nullable String token, List<Item> items, List<Map.Entry<String, Integer>> revisions) {
        public Request {
            items = List.copyOf(items);
            revisions = List.copyOf(revisions);
        }
    }

    /// Whose device it is.
    public User user() {
        return user;
    }

    /// What it has stored.
    public Memory memory() {
        return memory;
    }

    /// Puts it back to what it had stored at some time, as after a crash or from the device's own backup.
    public void restore(Memory stored) {
        memory = stored;
    }

    /// What a person sees on it, by id (by the local key for what has no id yet): all but what is deleted.
    public SortedMap<String, Fields> visible() {
        TreeMap<String, Fields> seen = new TreeMap<>();
        for (Copy copy : memory.copies().values()) {
            if (!copy.removed()) {
                seen.put(copy.id() == null ? copy.local() : copy.id(), copy.fields());
            }
        }
        return seen;
    }

    /// Whether everything was sent and answered, and everything told was confirmed.
    public boolean isQuiet() {
        return memory.told().isEmpty() && memory.copies().values().stream().noneMatch(Copy::unsent);
    }

    /// A person edits a note that is on the device.
    public void edit(String local, String field, String value, Instant serverTime) {
        Copy copy = memory.copies().get(local);
        if (copy == null || copy.removed()) {
            return;
        }
        Set<String> dirty = new HashSet<>(copy.dirty());
        dirty.add(field);
        memory = memory.with(new Copy(
                local,
                copy.id(),
                copy.fields().with(field, value),
                dirty,
                false,
                serverTime.plus(clockError),
                copy.revision() + 1));
    }

    /// A person deletes a note that is on the device.
    public void remove(String local, Instant serverTime) {
        Copy copy = memory.copies().get(local);
        if (copy != null) {
            memory = memory.with(new Copy(
                    local,
                    copy.id(),
                    copy.fields(),
                    copy.dirty(),
                    true,
                    serverTime.plus(clockError),
                    copy.revision() + 1));
        }
    }

    /// A person creates a note.
    public void create(String title, String place, Instant serverTime) {
        String local = name + "-" + ++namesGiven;
        Fields fields = Fields.NONE.with(NoteType.TITLE, title).with(NoteType.PLACE, place);
        memory = memory.with(new Copy(
                local, null, fields, Set.of(NoteType.TITLE, NoteType.PLACE), false, serverTime.plus(clockError), 1));
    }

    /// Takes over an answer of Sync: content and token in one step.
    public void apply(Answer answer) {
        Map<String, Boolean> told = new TreeMap<>();
        for (Answer.Told item : answer.items()) {
            Optional<Copy> mine = find(item);
            told.put(item.id(), item.state() != DeliveryState.DELETED);
            if (item.state() == DeliveryState.DELETED) {
                mine.ifPresent(copy -> memory = memory.without(copy.local()));
            } else {
                memory = memory.with(mine.map(copy -> merged(copy, item))
                        .orElseGet(
                                () -> new Copy("s-" + item.id(), item.id(), item.fields(), Set.of(), false, null, 0)));
            }
        }
        memory = new Memory(memory.copies(), answer.token(), told);
    }

    private Optional<Copy> find(Answer.Told item) {
        Optional<Copy> byId = memory.byId(item.id());
        String clientId = item.clientId();
        return byId.isPresent() || clientId == null
                ? byId
                : Optional.ofNullable(memory.copies().get(clientId)).filter(copy -> copy.id() == null);
    }

    private static Copy merged(Copy copy, Answer.Told item) {
        Fields fields = item.fields();
        for (String field : copy.dirty()) {
            fields = fields.with(field, copy.fields().get(field));
        }
        return new Copy(
                copy.local(), item.id(), fields, copy.dirty(), copy.removed(), copy.editedAt(), copy.revision());
    }

    /// Composes a commit: confirmations of what was told, and what was edited.
    ///
    /// @param leftOut ids of told objects that the device cannot take
    /// @param timed whether items carry the device's time of change
    public Request compose(Set<String> leftOut, boolean timed) {
        List<Item> items = new ArrayList<>();
        List<Map.Entry<String, Integer>> revisions = new ArrayList<>();
        memory.told().forEach((id, present) -> {
            if (!present && !leftOut.contains(id)) {
                items.add(Item.gone(id, null));
                revisions.add(Map.entry("", 0));
            }
        });
        for (Copy copy : memory.copies().values()) {
            boolean told = copy.id() != null && memory.told().containsKey(copy.id());
            if ((told || copy.unsent()) && !(copy.id() != null && leftOut.contains(copy.id()))) {
                items.add(item(copy, timed));
                revisions.add(Map.entry(copy.local(), copy.revision()));
            }
        }
        return new Request(memory.token(), items, revisions);
    }

    private static Item item(Copy copy, boolean timed) {
        @Nullable Instant time = timed ? copy.editedAt() : null;
        @Nullable String clientId = copy.local().startsWith("s-") ? null : copy.local();
        if (copy.removed()) {
            return Item.gone(copy.id(), clientId).at(time);
        }
        Upload.Intent intent = copy.id() == null ? Upload.Intent.NEW : Upload.Intent.MODIFIED;
        return Item.note(intent, copy.id(), clientId, copy.fields()).at(time);
    }

    /// Takes over the answer of a commit. What the server refused to create leaves the notes; an app would show it
    /// with the outcome's sentence.
    public void settle(Request request, List<Outcome> outcomes) {
        Map<String, Boolean> told = new TreeMap<>(memory.told());
        for (int n = 0; n < outcomes.size(); n++) {
            Map.Entry<String, Integer> sent = request.revisions().get(n);
            Outcome outcome = outcomes.get(n);
            String sentId = request.items().get(n).id();
            if (sentId != null) {
                told.remove(sentId);
            }
            Copy copy = memory.copies().get(sent.getKey());
            if (copy != null) {
                settle(copy, copy.revision() == sent.getValue(), outcome);
            }
        }
        memory = new Memory(memory.copies(), memory.token(), told);
    }

    private void settle(Copy copy, boolean asSent, Outcome outcome) {
        String id = copy.id() == null ? outcome.id() : copy.id();
        boolean rejected = copy.id() == null && outcome.kind() == Outcome.Kind.REFUSED;
        if ((copy.removed() || rejected) && asSent) {
            memory = memory.without(copy.local());
        } else {
            memory = memory.with(new Copy(
                    copy.local(),
                    id,
                    copy.fields(),
                    asSent ? Set.of() : copy.dirty(),
                    copy.removed(),
                    copy.editedAt(),
                    copy.revision()));
        }
    }
}
