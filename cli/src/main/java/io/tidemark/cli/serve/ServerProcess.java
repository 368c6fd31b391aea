package io.tidemark.cli.serve;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.Databases;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ConfigException;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.http.HttpServer;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A server whose life is that of this process: SIGTERM and Ctrl-C end it gracefully. The process then ends with
/// the code that the shell gives to a signal, 143 or 130. Thread-safe.
public final class ServerProcess {
    private final TidemarkServer server;
    private final ServerConfig config;

    private ServerProcess(TidemarkServer server, ServerConfig config) {
        this.server = server;
        this.config = config;
    }

    /// Reads the settings.
    ///
    /// @param commandLine values by key
    /// @throws CommandFailure when some cannot be used; it names all of them
    public static ServerConfig settings(Map<String, String> environment, Map<String, String> commandLine) {
        try {
            return ServerConfig.load(environment, commandLine);
        } catch (ConfigException e) {
            throw new CommandFailure(String.join(System.lineSeparator(), e.problems()), e);
        }
    }

    /// Makes sure that nobody listens where the server is to listen, before any long work is begun.
    ///
    /// @throws CommandFailure when somebody does, or the address is not of this machine
    public static void requireFree(ServerConfig.Http http) {
        InetAddress address;
        try {
            address = InetAddress.getByName(http.host());
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    "http.host: there is no address " + http.host()
                            + ". Give an address of this machine, or 0.0.0.0 for all of them.",
                    e);
        }
        requireFree(address, http.host(), http.port(), "--port");
        if (http.adminPort() > 0) {
            requireFree(address, http.host(), http.adminPort(), "http.admin-port");
        }
    }

    /// Makes sure that the server's key for HTTPS can be used, if there is to be one.
    ///
    /// @throws CommandFailure when it cannot
    public static void requireKey(ServerConfig config) {
        ServerConfig.Tls tls = config.tls();
        if (tls == null) {
            return;
        }
        try {
            HttpServer.requireKey(tls);
        } catch (ConfigException e) {
            throw new CommandFailure(String.join(System.lineSeparator(), e.problems()), e);
        }
    }

    private static void requireFree(InetAddress address, String host, int port, String option) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            boolean elsewhere = String.valueOf(e.getMessage()).contains("assign requested address");
            throw new CommandFailure(
                    "Nothing can listen on " + host + " port " + port + " (" + e.getMessage() + "). "
                            + (elsewhere
                                    ? "Give an address of this machine with --host (http.host)."
                                    : "Choose another port with " + option + "; 0 takes a free one."),
                    e);
        }
    }

    /// Starts a server; returns when it takes requests.
    ///
    /// @param storage open; the server closes it
    /// @throws CommandFailure when it cannot start
    public static ServerProcess start(ServerConfig config, Storage storage) {
        InstantSource clock = InstantSource.system();
        TidemarkServer.Parts parts = new TidemarkServer.Parts(
                settings -> storage,
                TidemarkServer::openContents,
                () -> Databases.waiting(storage),
                (open, types) -> MeetingApiRoutes.over(open, types, config.limits(), clock, new RandomIds()),
                Passwords.recommended(),
                clock);
        TidemarkServer server;
        try {
            server = TidemarkServer.start(config, parts);
        } catch (RuntimeException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        return new ServerProcess(server, config);
    }

    /// Where clients on this machine reach it, without a slash at the end.
    public String url() {
        String host = config.http().host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String named = everywhere ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (config.tls() == null ? "http://" : "https://") + named + ":" + server.port()
                + config.http().basePath();
    }

    /// Serves until the process is told to end, which ends the calling thread with it. Returns only when
    /// the thread is interrupted; the server has ended then.
    public void serve() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            server.close(); // which an interrupted thread could not wait for
            Thread.currentThread().interrupt();
        }
    }
}
