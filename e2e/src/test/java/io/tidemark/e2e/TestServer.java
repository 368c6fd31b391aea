package io.tidemark.e2e;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A server with real HTTP, real logins, a clock that the test moves, and one account of four users.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "s3cret";
    static final String IDA = "ida.holm@example.test";
    static final String LARS = "lars.bo@example.test";
    static final String MONA = "mona.lind@example.test";
    static final Instant BEGIN = Instant.parse("2031-04-01T06:00:00Z");

    private static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1, 32, 16);

    final Storage storage;
    final Contents contents = new InMemoryContents();
    final Account account;
    final TidemarkServer server;
    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

    TestServer(Storage storage) {
        this(storage, Map.of());
    }

    /// @param settings beside those of every test
    TestServer(Storage storage, Map<String, String> settings) {
        this.storage = storage;
        this.account = storage.accounts()
                .find("acme")
                .orElseGet(() -> storage.accounts()
                        .create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32])));
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("http.port", "0", "data.folder", "unused-by-this-server", "account.default", "acme"));
        ServerConfig config = ServerConfig.load(Map.of(), all);
        server = TidemarkServer.start(
                config,
                new TidemarkServer.Parts(
                        loaded -> storage,
                        loaded -> contents,
                        () -> 0,
                        (store, types) ->
                                MeetingApiRoutes.over(store, types, config.limits(), now::get, new RandomIds()),
                        new Passwords(CHEAP, new SecureRandom(), 1),
                        now::get));
        addUsers(account);
    }

    private void addUsers(Account to) {
        for (String email : List.of(IDA, LARS, MONA)) {
            if (storage.read(to.id(), tx -> tx.userByEmail(email)).isEmpty()) {
                addUser(to, email);
            }
        }
    }

    /// Another account on this server, with the same people.
    Account addAccount(String name) {
        Account added =
                storage.accounts().create(new NewAccount(name, name, ZoneId.of("Europe/Copenhagen"), key(name)));
        addUsers(added);
        return added;
    }

    private static byte[] key(String name) {
        return java.util.Arrays.copyOf(name.getBytes(java.nio.charset.StandardCharsets.UTF_8), 32);
    }

    static TestServer inMemory() {
        return new TestServer(new InMemoryStorage());
    }

    private void addUser(Account to, String email) {
        User added = storage.write(
                to.id(),
                tx -> tx.addUser(new User(
                        new UserId(1), "id-" + email.substring(0, 4), email.substring(0, 4), email, "", true, false)));
        server.credentials().setPassword(to.id(), added.id(), PASSWORD.toCharArray());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /// Lets time pass.
    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    Instant now() {
        return now.get();
    }

    /// Whether the account knows somebody with this email.
    boolean knows(String email) {
        return storage.read(account.id(), tx -> tx.userByEmail(email)).isPresent();
    }

    /// The end of the log: the same before and after a request that changed nothing.
    long changes() {
        return storage.read(account.id(), tx -> tx.head().sequence().value());
    }

    /// What happened to an object, oldest first.
    List<LogEntry> history(TypeId type, String id) {
        return storage.read(
                account.id(),
                tx -> tx.object(new ObjectKey(type, id))
                        .map(object -> tx.history(object.number(), Sequence.ZERO, 1_000))
                        .orElse(List.of()));
    }

    /// What a restore from a backup leaves behind: every token that was given before is of another epoch.
    void startEpoch() {
        storage.write(account.id(), tx -> tx.startEpoch(now()));
    }

    /// Marks a meeting of Ida's as held. No request does that: the room's own system would.
    void hold(String id, String start, String end) {
        put(
                account,
                MeetingType.ID,
                id,
                Map.of("ActualStart", Optional.of('"' + start + '"'), "ActualEnd", Optional.of('"' + end + '"')));
    }

    /// Creates or changes an object in Ida's name from the server's side, without any device.
    ///
    /// @param fields canonical JSON text by name
    void put(Account in, TypeId type, String id, Map<String, Optional<String>> fields) {
        Engine engine = new Engine(storage, Catalog.types(), now::get, new RandomIds());
        User host = storage.read(in.id(), tx -> tx.userByEmail(IDA)).orElseThrow();
        new Importer(engine).run(in, List.of(new Importer.Item(host, type, id, new Patch(fields))), "test");
    }

    /// A device of a user of another account, logged in there.
    Device device(String accountName, String email) {
        return new Device(uri().resolve(accountName + "/"), email, PASSWORD);
    }

    /// A device of a user, logged in.
    Device device(String email) {
        return new Device(uri(), email, PASSWORD);
    }

    @Override
    public void close() {
        server.close();
    }
}
