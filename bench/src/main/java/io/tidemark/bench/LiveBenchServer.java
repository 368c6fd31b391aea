package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// The measured process of [LiveBench]: a server with many users. For each line of its standard input it
/// does what it says: `heap` prints how many bytes are held after a collection, `load COUNT RATE` writes and
/// prints one line for each change. Ends with its standard input.
public final class LiveBenchServer {
    /// More than any user's devices.
    private static final String MANY = "18900";

    private static final byte[] BODY = new byte[500];

    private LiveBenchServer() {}

    /// @param args the data folder, the database's address, and how many users it makes; 0 when another server
    ///     of the same database has made them
    public static void main(String[] args) throws IOException {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.WARN));
        Storage storage = new MeasuredDatabase(Path.of(args[0]), args[1]).open();
        int users = Integer.parseInt(args[2]);
        InstantSource clock = InstantSource.system();
        Account account = users == 0
                ? storage.accounts().find("bench").orElseThrow()
                : storage.accounts().create(new NewAccount("bench", "Bench", ZoneOffset.UTC, new byte[32]));
        Passwords passwords = new Passwords(new Argon2Settings(64, 1, 1, 32, 16), new SecureRandom(), 2);
        addUsers(storage, account, passwords.hash(BenchServer.PASSWORD.toCharArray()), users);
        ServerConfig config = ServerConfig.load(
                Map.of(),
                Map.of(
                        "http.port",
                        "0",
                        "data.folder",
                        args[0],
                        "limits.connections",
                        "19000",
                        "live.devices",
                        MANY,
                        "live.devices-per-account",
                        MANY));
        Storage[] served = {storage};
        try (TidemarkServer server = TidemarkServer.start(
                config,
                new TidemarkServer.Parts(
                        settings -> storage,
                        TidemarkServer::openContents,
                        () -> 0,
                        (store, types) -> {
                            served[0] = store;
                            return MeetingApiRoutes.over(store, types, config.limits(), clock, new RandomIds());
                        },
                        passwords,
                        clock))) {
            System.out.println("ready " + server.port() + " 0");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("heap")) {
                    System.out.println(heapBytes());
                } else {
                    load(served[0], account, users, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                }
            }
        }
    }

    /// A change and its times, as [System#nanoTime] has them.
    ///
    /// @param device whose user it concerns
    record Written(int device, long begunNanos, long committedNanos) {
        static Written parse(String line) {
            String[] words = line.split(" ", -1);
            return new Written(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        String line() {
            return device + " " + begunNanos + " " + committedNanos;
        }
    }

    /// Writes a new object for one user after the other, each in a transaction of its own, at fixed times whatever
    /// becomes of those before.
    private static void load(Storage storage, Account account, int users, int count, int rate) {
        List<Future<Written>> changes = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int device = i % users;
                LockSupport.parkNanos(begin + i * 1_000_000_000L / rate - System.nanoTime());
                changes.add(pool.submit(() -> write(storage, account, device)));
            }
        }
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append(change.resultNow().line()).append('\n'));
        System.out.print(lines);
        System.out.flush();
    }

    private static Written write(Storage storage, Account account, int device) {
        ObjectKey key = new ObjectKey(TaskType.ID, UUID.randomUUID().toString());
        Change.State state = new Change.State(BODY, false, Set.of(Principal.of(new UserId(device + 1L))), List.of());
        Origin origin = new Origin(null, null, "bench", null);
        long begun = System.nanoTime();
        storage.write(
                account.id(),
                tx -> tx.append(
                        List.of(Change.of(key, ChangeKind.CREATED, null, state, Set.of("Title"), origin)),
                        Instant.now()));
        return new Written(device, begun, System.nanoTime());
    }

    private static long heapBytes() {
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            bytes = Math.min(
                    bytes,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return bytes;
    }

    private static void addUsers(Storage storage, Account account, String hash, int count) {
        storage.write(account.id(), tx -> {
            for (int i = 0; i < count; i++) {
                User added = tx.addUser(
                        new User(new UserId(1), "user-" + i, "User " + i, BenchServer.email(i), "", true, false));
                tx.setPasswordHash(added.id(), hash);
            }
            return true;
        });
    }
}
