package io.tidemark.simulation;

import io.tidemark.core.audience.Group;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.core.sweep.Sweeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What happens on the server without a device: the product's own screens, imports, other people. Writes
/// straight to the log. As thread-safe as the storage.
public final class Office {
    private static final Origin ORIGIN = new Origin(null, null, "office", null);

    private final World world;
    private final ObjectTypes types;

    Office(World world, ObjectTypes types) {
        this.world = world;
        this.types = types;
    }

    /// Creates a note, also again after its deletion.
    public void create(String id, String title, String place, List<User> owners) {
        Fields fields = Fields.NONE
                .with("Id", id)
                .with(NoteType.TITLE, title)
                .with(NoteType.PLACE, place)
                .with(NoteType.OWNERS, owners(owners));
        put(id, fields);
    }

    /// Replaces a note that exists.
    public void replace(String id, String title, String place, List<User> owners) {
        put(
                id,
                note(id).orElseThrow()
                        .with(NoteType.TITLE, title)
                        .with(NoteType.PLACE, place)
                        .with(NoteType.OWNERS, owners(owners)));
    }

    /// Sets one field of a note that exists.
    public void set(String id, String field, String value) {
        put(id, note(id).orElseThrow().with(field, value));
    }

    /// Gives a note to other people.
    public void share(String id, List<User> owners) {
        set(id, NoteType.OWNERS, owners(owners));
    }

    /// Deletes a note that exists.
    public void delete(String id) {
        ObjectKey key = new ObjectKey(NoteType.ID, id);
        world.storage().write(world.account().id(), tx -> {
            StoredObject before = tx.lock(key).orElseThrow();
            return append(
                    tx, Change.of(key, ChangeKind.DELETED, before, Change.State.GONE, Set.of(NoteType.TITLE), ORIGIN));
        });
    }

    /// Restores the account from a backup, as far as tokens can tell.
    public void startEpoch() {
        world.storage()
                .write(world.account().id(), tx -> tx.startEpoch(tx.head().at()));
    }

    /// The content of a note that exists.
    public Optional<Fields> note(String id) {
        return content(new ObjectKey(NoteType.ID, id));
    }

    /// The content of any object that exists.
    public Optional<Fields> content(ObjectKey key) {
        return world.storage()
                .read(
                        world.account().id(),
                        tx -> tx.object(key)
                                .filter(object -> !object.deleted())
                                .map(object -> types.get(key.type()).fields(object.body())));
    }

    /// Says who is in a group from now on.
    public void regroup(Group group) {
        ObjectKey key = new ObjectKey(new TypeId("group"), group.principal().name());
        world.storage().write(world.account().id(), tx -> {
            @Nullable StoredObject before = tx.lock(key).orElse(null);
            ChangeKind kind = before == null ? ChangeKind.CREATED : ChangeKind.CHANGED;
            return append(tx, Change.of(key, kind, before, Change.State.of(new byte[0], group), Set.of(), ORIGIN));
        });
    }

    /// Lets the time that has passed take effect.
    public void sweep() {
        new Sweeper(world.storage(), AccountTypes.same(types))
                .sweep(world.account().id(), world.clock().instant());
    }

    /// The notes that exist, by id, found by walking the whole log.
    public SortedMap<String, Fields> notes() {
        SortedMap<String, Fields> notes = new TreeMap<>();
        log().stream()
                .map(LogEntry::key)
                .filter(key -> key.type().equals(NoteType.ID))
                .distinct()
                .forEach(key -> content(key).ifPresent(fields -> notes.put(key.id(), fields)));
        return notes;
    }

    /// The notes that a user should have, by id: the naive selection.
    public SortedMap<String, Fields> selection(UserId user) {
        SortedMap<String, Fields> selected = notes();
        selected.values().removeIf(fields -> !NoteType.owners(fields).contains(user));
        return selected;
    }

    /// Everything that ever happened.
    public List<LogEntry> log() {
        return world.storage().read(world.account().id(), tx -> {
            List<LogEntry> all = new ArrayList<>();
            List<LogEntry> page;
            do {
                page = tx.log(all.isEmpty() ? Sequence.ZERO : all.getLast().sequence(), 1_000);
                all.addAll(page);
            } while (!page.isEmpty());
            return all;
        });
    }

    private void put(String id, Fields fields) {
        ObjectKey key = new ObjectKey(NoteType.ID, id);
        ObjectType type = types.get(NoteType.ID);
        world.storage().write(world.account().id(), tx -> {
            @Nullable StoredObject before = tx.lock(key).orElse(null);
            Fields old = before == null || before.deleted() ? Fields.NONE : type.fields(before.body());
            ChangeKind kind = before == null || before.deleted() ? ChangeKind.CREATED : ChangeKind.CHANGED;
            Change.State state =
                    Change.State.of(type, key, fields, tx, world.clock().instant());
            return append(tx, Change.of(key, kind, before, state, fields.differingFrom(old), ORIGIN));
        });
    }

    private WriteTransaction.Appended append(WriteTransaction tx, Change change) {
        return tx.append(List.of(change), world.clock().instant());
    }

    private static String owners(List<User> owners) {
        return NoteType.text(owners.stream().map(User::id).toList());
    }
}
