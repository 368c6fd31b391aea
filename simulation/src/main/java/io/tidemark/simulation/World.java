package io.tidemark.simulation;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Committer;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Stream;
import io.tidemark.core.handshake.SyncAnswer;
import io.tidemark.core.handshake.Synchronizer;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server side of a simulation: one account with users on a storage, and the two calls of the handshake. The
/// engine's objects are thrown away after every call, as if the process had restarted.
///
/// As thread-safe as its storage.
public final class World {
    /// The stream of the toy types.
    public static final Stream STREAM =
            new Stream("notes", 1, List.of(NoteType.ID), List.of(new Stream.OneWay(SlotType.ID, NoteType.ID)));

    private final Engine engine;
    private final Account account;
    private final List<User> users;

    private World(Engine engine, Account account, List<User> users) {
        this.engine = engine;
        this.account = account;
        this.users = List.copyOf(users);
    }

    /// A new account on a storage.
    ///
    /// @param name the account's name, unique in the storage
    /// @param userCount how many users it has; they get the numbers 1, 2, 3 …
    public static World on(Storage storage, String name, int userCount) {
        Account account = storage.accounts().create(new Accounts.NewAccount(name, name, ZoneOffset.UTC, new byte[32]));
        List<User> users = storage.write(account.id(), tx -> {
            List<User> added = new ArrayList<>();
            for (int n = 1; n <= userCount; n++) {
                added.add(tx.addUser(new User(
                        new UserId(1), "user-" + n, "User " + n, "user" + n + "@example.org", "", true, false)));
            }
            return added;
        });
        ObjectTypes types = ObjectTypes.of(List.of(new NoteType(), new SlotType()));
        return new World(new Engine(storage, types, new SimulatedClock(), new CountedIds()), account, users);
    }

    /// The same account through another storage object, for instance one that fails or counts.
    public World through(Storage storage) {
        return new World(new Engine(storage, engine.types(), engine.clock(), engine.ids()), account, users);
    }

    /// The clock.
    public SimulatedClock clock() {
        return (SimulatedClock) engine.clock();
    }

    /// The storage.
    public Storage storage() {
        return engine.storage();
    }

    /// What saves one object at a time.
    public Saver saver() {
        return new Saver(engine.storage(), engine.types(), engine.clock(), engine.ids());
    }

    /// The account.
    public Account account() {
        return account;
    }

    /// A user.
    ///
    /// @param number from 1
    public User user(int number) {
        return users.get(number - 1);
    }

    /// The server's own hand, for what happens without a device.
    public Office office() {
        return new Office(this, ObjectTypes.of(List.of(new NoteType(), new SlotType())));
    }

    /// Sync; see [Synchronizer#sync].
    ///
    /// @param token null starts a new synchronization
    public Answer sync(User user, @Nullable String token, int detection) {
        SyncAnswer answer =
                new Synchronizer(engine).sync(account, user.id(), STREAM, Optional.ofNullable(token), detection);
        List<Answer.Told> items = new ArrayList<>();
        SyncAnswer.Pages pages = answer.objects(NoteType.ID);
        Gathering gathering = new Gathering(items);
        boolean more;
        do {
            more = pages.read(gathering);
        } while (more);
        return new Answer(answer.token(), items);
    }

    /// Sync with the default filter.
    public Answer sync(User user, @Nullable String token) {
        return sync(user, token, NoteType.DETECT_ALL);
    }

    /// SyncCommit; see [Committer#commit].
    ///
    /// @param token null confirms nothing
    public List<Outcome> commit(User user, @Nullable String token, List<Item> items) {
        List<Upload> uploads = new ArrayList<>();
        for (Item item : items) {
            uploads.add(item.upload(uploads.size()));
        }
        return new Committer(engine)
                .commit(account, user, STREAM, Optional.ofNullable(token), uploads, "notes/synccommit");
    }

    private record Gathering(List<Answer.Told> items) implements SyncAnswer.Reader {
        @Override
        public void present(
                DeliveryState state,
                @Nullable String clientId,
                @Nullable Instant lastModified,
                long modifiedAtMillis,
                byte[] body) {
            var fields = FieldText.read(body);
            String id = fields.get("Id");
            if (id == null) {
                throw new IllegalStateException("every stored note has its id");
            }
            items.add(new Answer.Told(state, id, fields, clientId, lastModified));
        }

        @Override
        public void gone(ObjectKey key, @Nullable String clientId, @Nullable Instant lastModified) {
            items.add(new Answer.Told(
                    DeliveryState.DELETED, key.id(), io.tidemark.core.object.Fields.NONE, clientId, lastModified));
        }
    }
}
