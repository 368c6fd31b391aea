package io.tidemark.postgres.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that ends with this process, however that ends. Thread-safe.
public final class PostgresForTests implements AutoCloseable {
    /// The login, which may do everything and is asked for no password.
    public static final String USER = "tidemark";

    private static final String READY = "database system is ready to accept connections";
    /// Runs the server until it ends, or until the standard input ends, which is when the process ends that started
    /// it. Only then its folder is removed: a server that was killed will be started again.
    private static final String UNTIL_END_OF_INPUT = """
            folder=$1; shift; exec 3<&0
            "$@" & server=$!
            (cat <&3; touch "$folder/unwanted"; kill -INT $server) > /dev/null 2>&1 & watcher=$!
            wait $server; kill $watcher 2> /dev/null
            if [ -e "$folder/unwanted" ]; then rm -rf "$folder"; fi
            """;

    private static final int STARTS_MAX = 100;

    private static @Nullable PostgresForTests shared;

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final boolean isDurable;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private PostgresForTests(boolean isDurable) {
        this.isDurable = isDurable;
        this.binaries = Binaries.find();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.folder = Files.createTempDirectory("tidemark-postgres");
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no room for a PostgreSQL", e);
        }
        Programs.giveAway(folder.toString());
        Programs.run(Programs.unprivileged(List.of(
                        binaries.resolve("initdb").toString(),
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"))
                .toArray(String[]::new));
        start();
    }

    /// The server of this process, which is not made to survive a power cut, and so is fast.
    public static synchronized PostgresForTests shared() {
        if (shared == null) {
            shared = new PostgresForTests(false);
        }
        return shared;
    }

    /// A server of the caller's own that flushes what is committed.
    public static PostgresForTests startDurable() {
        return new PostgresForTests(true);
    }

    /// A new, empty database.
    ///
    /// @return its JDBC address
    public String newDatabase() {
        String name = "test" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url(name);
    }

    /// A new database with all that another one holds, to which nobody may be connected.
    ///
    /// @param template the JDBC address of the other one
    /// @return its JDBC address
    public String newDatabaseLike(String template) {
        String name = "test" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template.substring(template.lastIndexOf('/') + 1));
        return url(name);
    }

    /// Removes a database, whoever is connected to it.
    public void drop(String url) {
        execute("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the server for tests refused a statement", e);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// Kills the server as it stands (`kill -9`), with all that it is doing.
    public synchronized void kill() {
        Process watcher = process;
        if (watcher == null) {
            throw new IllegalStateException("the server does not run");
        }
        try {
            List<ProcessHandle> all = watcher.descendants()
                    .filter(one -> one.info().command().orElse("").endsWith("/postgres"))
                    .toList();
            if (all.isEmpty()) {
                throw new IllegalStateException("the server's processes are not to be seen");
            }
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle one : all) {
                one.onExit().join();
            }
            watcher.waitFor();
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts the server again after [#kill].
    public synchronized void start() {
        for (int attempt = 1; process == null; attempt++) {
            String said = tryToStart();
            if (process == null && attempt == STARTS_MAX) {
                throw new IllegalStateException("PostgreSQL does not start: " + said);
            }
        }
    }

    private String tryToStart() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_END_OF_INPUT, "sh", folder.toString()));
        command.addAll(List.of(
                binaries.resolve("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=300",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "fsync=" + (isDurable ? "on" : "off")));
        try {
            Process started = new ProcessBuilder(Programs.unprivileged(command))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.contains(READY)) {
                    process = started;
                    Thread.ofVirtual().start(() -> drain(output));
                    return said.toString();
                }
            }
            started.waitFor();
            return said.toString();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Somebody must read what the server says, or it stops when nobody does.
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Tests see what failed by themselves.
            }
        } catch (IOException ended) {
            // So has the server.
        }
    }

    /// Ends the server and removes its data.
    @Override
    public synchronized void close() {
        Process running = process;
        try {
            if (running != null) {
                running.getOutputStream().close();
                running.waitFor();
                process = null;
            }
            Programs.run("rm", "-rf", folder.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
