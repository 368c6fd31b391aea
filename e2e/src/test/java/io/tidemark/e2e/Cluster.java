package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Credentials;
import io.tidemark.server.login.Passwords;
import io.tidemark.server.login.Secret;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Three servers on one database, in processes of their own and with clocks that are minutes apart, and what clients do
/// who take the one that answers. One account, with one user. Thread-safe.
final class Cluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Argon2Settings CHEAP = new Argon2Settings(64, 1, 1, 32, 16);

    private final List<ClusterServer> servers;
    private final String seed;

    /// Starts all servers, and returns when they are ready.
    ///
    /// @param database the JDBC address, of a database that [#prepare] made ready
    /// @param seed is named by what fails
    Cluster(Path folder, String database, long seed) {
        this.seed = "seed " + seed;
        this.servers = Stream.of(Duration.ZERO, Duration.ofMinutes(-7), Duration.ofMinutes(5))
                .map(ahead -> new ClusterServer(folder, database, ahead))
                .toList();
        start();
    }

    /// Makes the account and its user.
    static void prepare(String database) {
        try (PostgresStorage storage = open(database);
                Passwords passwords = new Passwords(CHEAP, new SecureRandom(), 1)) {
            AccountId account = storage.accounts()
                    .create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]))
                    .id();
            User ida = storage.write(
                    account,
                    tx -> tx.addUser(new User(new UserId(1), "id-ida", "Ida", TestServer.IDA, "", true, false)));
            new Credentials(storage, passwords, InstantSource.system())
                    .setPassword(account, ida.id(), TestServer.PASSWORD.toCharArray());
        }
    }

    /// What a process has of a database.
    static PostgresStorage open(String database) {
        return PostgresStorage.open(
                PostgresOptions.of(database, PostgresForTests.USER, "").withConnections(1, 1));
    }

    void start() {
        servers.forEach(ClusterServer::start);
        awaitReady();
    }

    /// Waits until all servers are ready.
    void awaitReady() {
        await(seed)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> servers.stream().allMatch(ClusterServer::isReady));
    }

    ClusterServer server(int number) {
        return servers.get(number);
    }

    /// What all servers logged.
    String logged() {
        return servers.stream().map(ClusterServer::logged).collect(Collectors.joining());
    }

    /// Kills all servers.
    void stop() {
        servers.forEach(ClusterServer::kill);
    }

    /// A device of the meeting API, logged in.
    Device device() {
        return new Device(servers.getFirst().uri(), TestServer.IDA, TestServer.PASSWORD);
    }

    /// A device of the command API.
    ///
    /// @return what it needs for [CommandServer#withToken]
    JsonNode configure(PostgresStorage storage) {
        Secret code = Secret.deviceCode();
        AccountId account = storage.accounts().find("acme").orElseThrow().id();
        storage.write(account, tx -> {
            UserId ida = tx.userByEmail(TestServer.IDA).orElseThrow().id();
            tx.putDeviceCode(new DeviceCode(code.hash(), ida, Instant.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        return send(
                        servers.getFirst().uri(),
                        "{'commands':[{'command':'ConfigureDevice','code':'" + code.text()
                                + "','remoteagent':'field app'}]}")
                .path("results")
                .path(0);
    }

    /// Asks servers until one answers.
    ///
    /// @param request gives an answer, or nothing when this server cannot answer now
    <T> T insist(RandomGenerator random, Function<URI, Optional<T>> request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> answer = request.apply(
                        servers.get(random.nextInt(servers.size())).uri());
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (UncheckedIOException e) {
                // This one was killed.
            }
            await(seed)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(PATIENCE)
                    .until(() -> servers.stream().anyMatch(ClusterServer::isReady));
        }
        throw new AssertionError("no server answered for long, " + seed);
    }

    /// An answer of the meeting API that must be good, unless the server cannot answer now.
    Optional<Device.Answer> taken(Device.Answer answer) {
        if (answer.status() == 503) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new AssertionError(seed + ": " + answer.status() + " " + answer.text());
        }
        return Optional.of(answer);
    }

    /// The result of one command that must be good.
    JsonNode insist(RandomGenerator random, JsonNode device, String command) {
        JsonNode result = ask(random, device, command);
        if (result.path("status").asInt() != 1) {
            throw new AssertionError(seed + ": " + command + " " + result);
        }
        return result;
    }

    /// The result of one command from a server that can answer now.
    JsonNode ask(RandomGenerator random, JsonNode device, String command) {
        return insist(random, uri -> {
            JsonNode answer = send(uri, CommandServer.withToken(device, command));
            JsonNode result = answer.path("results").path(0);
            String error = result.path("error").asString(answer.path("error").asString(""));
            if (result.isMissingNode() && !error.equals("internal")) {
                throw new AssertionError(seed + ": " + command + " " + answer);
            }
            return error.equals("internal") ? Optional.empty() : Optional.of(result);
        });
    }

    private static JsonNode send(URI uri, String envelope) {
        return Device.withoutLogin(uri)
                .post(
                        "api/endpoint.php",
                        "json=" + Device.encoded(envelope.replace('\'', '"')),
                        "application/x-www-form-urlencoded; charset=UTF-8")
                .ok()
                .body();
    }

    @Override
    public void close() {
        servers.forEach(ClusterServer::close);
    }
}
