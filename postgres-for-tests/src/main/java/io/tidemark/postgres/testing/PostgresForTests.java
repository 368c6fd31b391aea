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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that ends with this process, however that ends. Thread-safe.
public final class PostgresForTests implements AutoCloseable {
    /// The login, which may do everything and is asked for no password.
    public static final String USER = "tidemark";

    /// What a replica says, which takes connections that read, begins in the same way.
    private static final String READY = "database system is ready to accept ";
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
    private static final long GONE_NANOS = Duration.ofMillis(1).toNanos();

    private static @Nullable PostgresForTests shared;

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final boolean isDurable;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private PostgresForTests(boolean isDurable, Path binaries) {
        this.isDurable = isDurable;
        this.binaries = binaries;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.folder = Files.createTempDirectory("tidemark-postgres");
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no room for a PostgreSQL", e);
        }
        Programs.giveAway(folder.toString());
    }

    private static PostgresForTests startNew(boolean isDurable) {
        PostgresForTests server = new PostgresForTests(isDurable, Binaries.find());
        run(
                server.binaries.resolve("initdb").toString(),
                "--pgdata=" + server.data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        server.start();
        return server;
    }

    private static void run(String... command) {
        Programs.run(Programs.unprivileged(List.of(command)).toArray(String[]::new));
    }

    /// The server of this process, which is not made to survive a power cut, and so is fast.
    public static synchronized PostgresForTests shared() {
        if (shared == null) {
            shared = startNew(false);
        }
        return shared;
    }

    /// A server of the caller's own that flushes what is committed.
    public static PostgresForTests startDurable() {
        return startNew(true);
    }

    /// A new server that follows this one, as [#follow] says.
    ///
    /// @param name how it calls itself, for `synchronous_standby_names`
    public PostgresForTests newReplica(String name) {
        PostgresForTests replica = new PostgresForTests(isDurable, binaries);
        replica.follow(this, name);
        return replica;
    }

    /// Becomes the replica of another server, with all that it holds and nothing of its own; this one must not run. The
    /// other one is stopped while it is copied, so whoever is connected loses the connection.
    ///
    /// @param name how it calls itself, for `synchronous_standby_names`
    public void follow(PostgresForTests primary, String name) {
        run("rm", "-rf", data().toString());
        primary.stop();
        run("cp", "-a", primary.data().toString(), data().toString());
        primary.start();
        run("touch", data().resolve("standby.signal").toString());
        start();
        set("primary_conninfo", "host=127.0.0.1 port=" + primary.port + " user=" + USER + " application_name=" + name);
    }

    /// Cuts a replica off; it keeps what it has.
    public void followNobody() {
        set("primary_conninfo", "");
    }

    /// Makes a replica a server that takes writes; it follows nobody any more. Returns when it does.
    public void promote() {
        ask("SELECT pg_promote(true, 60)");
    }

    /// Changes a setting that needs no restart.
    public void set(String setting, String value) {
        execute("ALTER SYSTEM SET " + setting + " = '" + value + "'");
        execute("SELECT pg_reload_conf()");
    }

    private synchronized void stop() {
        run(binaries.resolve("pg_ctl").toString(), "stop", "--pgdata=" + data(), "--mode=fast", "--wait");
        try {
            Process ended = process;
            if (ended != null) {
                ended.waitFor();
                process = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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

    /// Executes a statement in no database in particular.
    public void execute(String sql) {
        ask(sql);
    }

    /// The text in the first column of the first row that a statement gives; null when it gives none.
    public @Nullable String ask(String sql) {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the server for tests refused a statement", e);
        }
    }

    /// Where it listens, as it stands in an address: host and port.
    public String host() {
        return "127.0.0.1:" + port;
    }

    private String url(String database) {
        return "jdbc:postgresql://" + host() + "/" + database;
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
                while (one.isAlive() && !isDead(one.pid())) {
                    LockSupport.parkNanos(GONE_NANOS);
                }
            }
            watcher.waitFor();
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Whether a process has ended, also when nobody has asked for its exit code yet: that may take seconds.
    private static boolean isDead(long process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return true;
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
