package io.tidemark.e2e.selection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandApi;
import io.tidemark.api.command.CommandWatch;
import io.tidemark.api.command.Commands;
import io.tidemark.api.command.LoginDesk;
import io.tidemark.api.meeting.MeetingApi;
import io.tidemark.api.meeting.MeetingStream;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.TextFollower;
import io.tidemark.catalog.own.OwnTypeRegister;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.reselect.HiddenFollower;
import io.tidemark.catalog.reselect.RulesFollower;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.Step;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.sweep.Sweeper;
import io.tidemark.e2e.FaultyStorage;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.simulation.CountedIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An account on a server without HTTP: both APIs, the followers of the log and the sweeps, stepped by the
/// test, over a clock that the test moves. Confined to one thread.
final class Company implements AutoCloseable {
    /// How many users there are at the beginning.
    static final int USERS = 4;

    /// The account's name.
    static final String ACME = "acme";

    /// The name of another account on the same server, with users of the same numbers.
    static final String NEXT_DOOR = "nextdoor";

    /// Parts so small that most chains have several.
    private static final int PART_OBJECTS = 3;

    private static final JsonMapper JSON = new JsonMapper();
    private static final LoginDesk NOBODY_ASKS = new LoginDesk() {
        @Override
        public Optional<User> userOfSessionToken(Account account, String sessionToken) {
            return Optional.empty();
        }

        @Override
        public DeviceSetup configureDevice(DeviceRequest request) {
            throw new IllegalStateException("no device is set up here");
        }
    };

    private final Supplier<Storage> opening;
    private final IdSource ids = new CountedIds();
    private final Account account;
    private final Account nextDoor;
    private FaultyStorage storage;
    private int users;
    private int saves;
    private OwnTypes types;
    private CommandApi commands;
    private MeetingApi meetings;
    private Instant now;

    /// @param opening opens the storage, again when the server starts again
    Company(Supplier<Storage> opening, ZoneId zone, Instant begin) {
        this.opening = opening;
        this.now = begin;
        this.storage = new FaultyStorage(opening.get());
        this.account = account(ACME, zone);
        this.nextDoor = account(NEXT_DOOR, ZoneId.of("Pacific/Auckland"));
        this.types = new OwnTypes();
        this.commands = commandApi();
        this.meetings = meetingApi();
        for (int n = 1; n <= USERS; n++) {
            addUser();
            addUser(nextDoor, n);
        }
    }

    private Account account(String name, ZoneId zone) {
        return storage.accounts()
                .find(name)
                .orElseGet(() -> storage.accounts().create(new NewAccount(name, name, zone, new byte[32])));
    }

    /// Somebody is new in the account.
    ///
    /// @return the number of the user
    long addUser() {
        storage.failNextWrite(FaultyStorage.Fault.NONE);
        addUser(account, ++users);
        return users;
    }

    private void addUser(Account to, int number) {
        String name = "user" + number;
        storage.write(
                to.id(), tx -> tx.addUser(new User(new UserId(number), name, name, email(number), "", true, false)));
    }

    /// The mail address of a user.
    static String email(long user) {
        return "user" + user + "@example.test";
    }

    /// How many users there are.
    int users() {
        return users;
    }

    private CommandApi commandApi() {
        return new CommandApi(
                Commands.all(new Commands.Parts(
                        storage,
                        types,
                        new InMemoryContents(),
                        NOBODY_ASKS,
                        this::now,
                        ids,
                        PART_OBJECTS,
                        1_000,
                        new ListUses(storage))),
                100,
                CommandWatch.NONE);
    }

    private MeetingApi meetingApi() {
        return new MeetingApi(new Engine(storage, types, this::now, ids), ReadLimits.DEFAULT);
    }

    Instant now() {
        return now;
    }

    ZoneId zone() {
        return account.zone();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// The next write goes wrong; whoever waits for it tries again, as its clients and its operators do.
    void fail(FaultyStorage.Fault fault) {
        storage.failNextWrite(fault);
    }

    /// Does something; again when a fault hit it.
    private <T> T insisted(Supplier<T> work) {
        return hitByFault(work).orElseGet(work);
    }

    /// Does something.
    ///
    /// @return empty when a fault hit it
    private <T> Optional<T> hitByFault(Supplier<T> work) {
        boolean armed = storage.isArmed();
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            if (armed && !storage.isArmed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The server ends, whatever it was doing, and starts again on what is stored.
    void restart() {
        storage.close();
        storage = new FaultyStorage(opening.get());
        types = new OwnTypes();
        commands = commandApi();
        meetings = meetingApi();
    }

    /// Runs one command of a user, again when a fault hit it.
    ///
    /// @param json with `'` for quotation marks
    JsonNode command(long user, String json) {
        return command(ACME, user, json);
    }

    /// The same in an account.
    JsonNode command(String in, long user, String json) {
        String named =
                json.startsWith("{'command':'Get") ? json : "{'clientid':'s" + ++saves + "'," + json.substring(1);
        return insisted(() -> succeeded(in, user, named));
    }

    /// The answer to a question.
    ///
    /// @return empty when a fault hit it
    Optional<JsonNode> asked(String in, long user, String json) {
        return hitByFault(() -> succeeded(in, user, json));
    }

    private JsonNode succeeded(String in, long user, String json) {
        JsonNode result = answer(in.equals(ACME) ? account : nextDoor, user, json);
        if (result.path("status").asInt() != 1) {
            throw new IllegalStateException(json + " -> " + result);
        }
        return result;
    }

    private JsonNode answer(Account in, long user, String json) {
        Caller caller = new Caller(Optional.of(in), Optional.of(new UserId(user)), "", "test", "test", now);
        try {
            CommandEnvelope envelope = CommandEnvelope.from(
                    new TreeReader(ReadLimits.DEFAULT).read("{\"commands\":[" + json.replace('\'', '"') + "]}"));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            commands.run(envelope, caller).writeTo(out);
            return JSON.readTree(out.toString(UTF_8)).path("results").path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (WireException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /// One Sync of a user's tasks.
    ///
    /// @return empty when a fault hit it
    Optional<JsonNode> sync(long user, String token) {
        return hitByFault(() -> meeting(out -> meetings.sync(
                        meetingCaller(user),
                        MeetingStream.TASKS,
                        token.isEmpty() ? Optional.empty() : Optional.of(token),
                        Optional.empty())
                .writeTo(out)));
    }

    /// One SyncCommit of a user's tasks, again when a fault hit it.
    JsonNode commit(long user, JsonNode body) {
        return insisted(() -> meeting(out -> meetings.commit(
                        meetingCaller(user),
                        MeetingStream.TASKS,
                        new ByteArrayInputStream(body.toString().getBytes(UTF_8)))
                .writeTo(out)));
    }

    /// The number of the task with a title, which other protocols do not say.
    long numberOf(String title) {
        return storage.read(account.id(), tx -> {
            ObjectNumber none = new ObjectNumber(ObjectNumber.BEFORE_ALL);
            return tx.living(new TypeId("todo"), none, 10_000).stream()
                    .filter(number -> CommandObjectType.holds(
                            tx.object(number).orElseThrow().body(), "title", '"' + title + '"'))
                    .findFirst()
                    .orElseThrow()
                    .value();
        });
    }

    private io.tidemark.api.meeting.Caller meetingCaller(long user) {
        return new io.tidemark.api.meeting.Caller(account.id(), new UserId(user), "", "test");
    }

    /// Writes an answer.
    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static JsonNode meeting(Writing answer) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.to(out);
            return JSON.readTree(out.toString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an operator does.
    <T> T operate(java.util.function.Function<io.tidemark.core.saving.Saving, T> work) {
        return insisted(() -> saver().operate(account, "test", work));
    }

    /// What an operator does that would be done twice if it was tried again: no fault hits it.
    <T> T operateOnce(java.util.function.Function<io.tidemark.core.saving.Saving, T> work) {
        storage.failNextWrite(FaultyStorage.Fault.NONE);
        return saver().operate(account, "test", work);
    }

    /// Changes an object that no command changes.
    void change(String type, long number, String json) {
        saved(new ObjectNumber(number), type, json);
    }

    private Saver saver() {
        return new Saver(storage, types, this::now, ids);
    }

    /// Sets up an object that no command makes.
    long put(String type, String json) {
        storage.failNextWrite(FaultyStorage.Fault.NONE);
        return saved(null, type, json);
    }

    private long saved(@Nullable ObjectNumber known, String type, String json) {
        try {
            Save save = new Save(
                    new TypeId(type),
                    known,
                    CommandObjectType.said(new TreeReader(ReadLimits.DEFAULT).read(json.replace('\'', '"'))));
            User user = storage.read(account.id(), tx -> tx.user(new UserId(1))).orElseThrow();
            Saved saved = insisted(() -> saver().saveAll(account, user, "test", List.of(save)))
                    .getFirst();
            return ((Saved.Stored) saved).object().number().value();
        } catch (WireException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /// Changes what no client writes of an object.
    void decide(String type, long number, String json) {
        try {
            Patch decided = CommandObjectType.decided(new TreeReader(ReadLimits.DEFAULT).read(json.replace('\'', '"')));
            operate(saving ->
                    saving.change(saving.get(new TypeId(type), new ObjectNumber(number)), Patch.NOTHING, decided));
        } catch (WireException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /// Describes the account's own types.
    void describe(String json) {
        User user = storage.read(account.id(), tx -> tx.user(new UserId(1))).orElseThrow();
        insisted(() -> new OwnTypeRegister(storage, types, this::now, ids)
                .put(account, user, "test.json", json.replace('\'', '"')));
    }

    /// Lets the windows open and close that time has passed.
    void sweep() {
        insisted(() -> new Sweeper(storage, types).sweep(account.id(), now));
    }

    /// Lets the followers of the log come to its end.
    void rest() {
        rest(LogFollower.ofEveryAccount(
                storage, TextFollower.NAME, new TextFollower(types.standard(), types, this::now)));
        rest(LogFollower.ofEveryAccount(
                storage, HiddenFollower.NAME, new HiddenFollower(types.standard(), types, this::now)));
        rest(LogFollower.ofEveryAccount(
                storage, RulesFollower.NAME, new RulesFollower(types.standard().types(), types, this::now)));
    }

    private void rest(LogFollower follower) {
        while (insisted(() -> follower.step(account.id())).state() != Step.State.DONE) {
            // until nothing is left
        }
    }

    /// The end of the log: the same before and after what changed nothing.
    long changes() {
        return storage.read(account.id(), tx -> tx.head().sequence().value());
    }

    @Override
    public void close() {
        storage.close();
    }
}
