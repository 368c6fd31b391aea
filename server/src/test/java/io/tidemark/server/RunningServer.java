package io.tidemark.server;

import static org.awaitility.Awaitility.await;

import io.tidemark.core.content.Contents;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.http.HttpServer;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole server on a free port, with one account `acme` and the user ida.holm@example.test, password `s3cret`, a
/// clock that stands still, cheap passwords, and a scripted meeting API.
public final class RunningServer implements AutoCloseable {
    public static final String EMAIL = "ida.holm@example.test";
    public static final String PASSWORD = "s3cret";

    private static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1, 32, 16);

    public final ScriptedMeetings meetings = new ScriptedMeetings();
    public final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-04-02T07:30:00Z"));
    public final Storage storage = new InMemoryStorage();
    public final Contents contents = new InMemoryContents();
    public final Account account;
    public final UserId user;
    public final TidemarkServer server;

    /// @param settings values by key
    public static RunningServer with(String... settings) {
        return new RunningServer(settings);
    }

    private RunningServer(String... settings) {
        Map<String, String> commandLine = new HashMap<>();
        commandLine.put("http.port", "0");
        commandLine.put("data.folder", "no-such-folder");
        for (int i = 0; i < settings.length; i += 2) {
            commandLine.put(settings[i], settings[i + 1]);
        }
        account = storage.accounts().create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]));
        InstantSource clock = now::get;
        Passwords passwords = new Passwords(CHEAP, new SecureRandom(), 1);
        server = TidemarkServer.start(
                ServerConfig.load(Map.of(), commandLine),
                new TidemarkServer.Parts(
                        config -> storage, config -> contents, () -> 0, (store, types) -> meetings, passwords, clock));
        user = addUser(EMAIL, true, false);
    }

    /// Adds a user with the usual password.
    public UserId addUser(String email, boolean enabled, boolean guest) {
        User added = storage.write(
                account.id(),
                tx -> tx.addUser(new User(new UserId(1), "wire-" + email, "Name", email, "", enabled, guest)));
        server.credentials().setPassword(account.id(), added.id(), PASSWORD.toCharArray());
        return added.id();
    }

    public HttpServer http() {
        return server.http();
    }

    public RawClient connect() throws IOException {
        return new RawClient(server.port());
    }

    /// Sends a login form on a connection of its own.
    public RawClient.Answer oauth(String form) throws IOException {
        try (RawClient client = connect()) {
            return client.post("/oauth", form, "Content-Type: application/x-www-form-urlencoded");
        }
    }

    public RawClient.Answer logIn(String username, String password) throws IOException {
        return oauth(
                "grant_type=password&app_id=Api&username=" + username.replace("@", "%40") + "&password=" + password);
    }

    /// A header that authenticates as the usual user.
    public String bearer() throws IOException {
        return "Authorization: Bearer " + value(logIn(EMAIL, PASSWORD), "access_token");
    }

    /// Waits until no request is at work. A client can have the whole of an answer a moment before its request
    /// gives its place back.
    public void awaitRest() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> gauge("tidemark_requests_active") == 1);
    }

    /// The value of a gauge; the request that asks counts as one at work.
    public double gauge(String name) throws IOException {
        try (RawClient client = connect()) {
            return client.get("/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The text of a property of a JSON answer.
    public static String value(RawClient.Answer answer, String property) {
        Matcher matcher = Pattern.compile("\"" + property + "\":\"([^\"]*)\"").matcher(answer.text());
        return Optional.of(matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
