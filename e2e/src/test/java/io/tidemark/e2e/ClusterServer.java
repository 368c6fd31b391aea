package io.tidemark.e2e;

import io.tidemark.cli.Tidemark;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.server.Databases;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One of several servers on a PostgreSQL, in a process of its own that can be killed and started again under the same
/// address. One whose clock is right is `tidemark serve`; one whose clock is not is put together here. The process ends
/// when its standard input does. Thread-safe.
final class ClusterServer implements AutoCloseable {
    private final Map<String, String> settings;
    private final Duration ahead;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    /// @param folder for its data, of which there is none, and its log
    /// @param database the JDBC address
    /// @param ahead how far its clock is before the others, or behind
    ClusterServer(Path folder, String database, Duration ahead) {
        this.ahead = ahead;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.log = folder.resolve("server-" + port + ".log");
        this.settings = new TreeMap<>(Map.of(
                "data.folder", folder.toString(),
                "database.url", database,
                "database.connections", "9",
                "http.port", String.valueOf(port),
                "account.default", "acme",
                "limits.objects-per-part", "10",
                "login.access", "1d"));
    }

    /// The process.
    ///
    /// @param arguments how many seconds the clock is ahead, and settings
    public static void main(String... arguments) {
        Thread.ofPlatform().daemon().start(ClusterServer::endWithParent);
        Duration ahead = Duration.ofSeconds(Long.parseLong(arguments[0]));
        Map<String, String> settings = new TreeMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        if (ahead.isZero()) {
            List<String> command = new ArrayList<>(List.of("serve", "--data", settings.remove("data.folder")));
            settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
            Tidemark.main(command.toArray(String[]::new));
        } else {
            serve(
                    ServerConfig.load(Map.of(), settings),
                    () -> InstantSource.system().instant().plus(ahead));
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said.
            }
        } catch (IOException e) {
            // It has ended.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void serve(ServerConfig config, InstantSource clock) {
        TidemarkServer.start(
                config,
                new TidemarkServer.Parts(
                        Databases::open,
                        loaded -> new InMemoryContents(),
                        () -> 0,
                        (store, types) -> MeetingApiRoutes.over(store, types, config.limits(), clock, new RandomIds()),
                        Passwords.recommended(),
                        clock));
    }

    /// Starts the process; requests are taken a little later. When it ends by itself, because the database is
    /// away while it starts, it is started again, as systemd does.
    synchronized void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterServer.class.getName(),
                String.valueOf(ahead.toSeconds())));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            Thread.ofVirtual().start(() -> {
                started.onExit().join();
                startAgain(started.pid());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void startAgain(long ended) {
        if (process != null && process.pid() == ended) {
            start();
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /// Whether it takes requests and its storage answers.
    boolean isReady() {
        try {
            return Device.withoutLogin(uri()).get("health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /// What it logged.
    String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Kills the process as `kill -9` does.
    synchronized void kill() {
        Process killed = process;
        process = null;
        if (killed != null) {
            killed.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
