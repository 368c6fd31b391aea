package io.tidemark.server.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.tidemark.api.command.CommandApi;
import io.tidemark.core.content.Contents;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.connect.Connector;
import io.tidemark.server.live.LiveChanges;
import io.tidemark.server.login.CommandLogins;
import io.tidemark.server.login.Logins;
import io.tidemark.server.metrics.ServerMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The running web server. What it was set to, and why, is all here. Thread-safe.
public final class HttpServer implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final Duration IDLE_CHECK = Duration.ofSeconds(5);

    private final StallWatch watch;
    private final WebServer server;
    private final int port;
    private final int adminPort;
    private final List<Door> doors;

    private HttpServer(StallWatch watch, WebServer server, boolean adminApart, List<Door> doors) {
        this.watch = watch;
        this.server = server;
        this.port = server.port();
        this.adminPort = adminApart ? server.port(ADMIN) : port;
        this.doors = doors;
    }

    /// What requests are answered with.
    ///
    /// @param config the settings
    /// @param storage for accounts and for the readiness probe
    /// @param contents the files behind documents
    /// @param logins who asks
    /// @param meetings the meeting API
    /// @param commandLogins who sends commands
    /// @param commands the command API
    /// @param types the types of each account
    /// @param live devices that wait for changes
    /// @param connector connects apps; empty when the server does not know how clients reach it
    /// @param metrics what is counted
    /// @param ending whether the server is shutting down
    /// @param clock the time
    public record Parts(
            ServerConfig config,
            Storage storage,
            Contents contents,
            Logins logins,
            MeetingRoutes meetings,
            CommandLogins commandLogins,
            CommandApi commands,
            AccountTypes types,
            LiveChanges live,
            Optional<Connector> connector,
            ServerMetrics metrics,
            BooleanSupplier ending,
            InstantSource clock) {}

    /// Listens; returns when requests are taken.
    ///
    /// @throws IllegalStateException when it cannot listen there
    public static HttpServer start(Parts parts) {
        ServerConfig config = parts.config();
        ServerConfig.Limits limits = config.limits();
        StallWatch watch = new StallWatch();
        HttpLimits perRequest = new HttpLimits(
                new RequestBody.Limits(limits.bodyBytes(), limits.bodyTime(), limits.readStall()),
                limits.writeStall(),
                config.http().gzip(),
                config.http().trustedProxies(),
                watch,
                parts.ending());
        AdmissionGate gate = new AdmissionGate(limits.requests(), limits.queue(), limits.queueWait());
        parts.metrics().requestQueue(gate::waiting);

        boolean adminApart = config.http().adminPort() >= 0;
        List<Door> doors = new ArrayList<>();
        Door door = new Door(new Dispatcher(routes(!adminApart, true), parts, perRequest, gate));
        doors.add(door);
        WebServerConfig.Builder builder = WebServer.builder().shutdownHook(false);
        listener(builder, config, watch)
                .port(config.http().port())
                .routing(HttpRouting.builder().any(door));
        if (config.tls() != null) {
            builder.tls(Tls.builder().sslContext(TlsKeys.context(config.tls())).build());
        }
        if (adminApart) {
            Door adminDoor = new Door(new Dispatcher(routes(true, false), parts, perRequest, gate));
            doors.add(adminDoor);
            builder.putSocket(
                    ADMIN,
                    listener(ListenerConfig.builder(), config, watch)
                            .port(config.http().adminPort())
                            .name(ADMIN)
                            .routing(HttpRouting.builder().any(adminDoor))
                            .build());
        }
        WebServer server = builder.build().start();
        if (!server.isRunning()) {
            watch.close();
            throw new IllegalStateException(
                    "The server cannot listen on " + config.http().host() + " port "
                            + config.http().port() + ". Is another server running there? Set http.host and http.port.");
        }
        return new HttpServer(watch, server, adminApart, List.copyOf(doors));
    }

    /// Reads the key for HTTPS as a start does, and does nothing with it.
    ///
    /// @throws io.tidemark.server.config.ConfigException when it cannot be used
    public static void requireKey(ServerConfig.Tls settings) {
        TlsKeys.context(settings);
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// The port of metrics and health.
    public int adminPort() {
        return adminPort;
    }

    boolean sendsWithoutDelay() {
        return server.prototype().connectionOptions().tcpNoDelay();
    }

    /// Takes no more requests, lets the running ones finish within the grace period, then cuts them.
    @Override
    public void close() {
        server.stop();
        doors.forEach(Door::shut);
        watch.close();
    }

    private static <B extends ListenerConfig.BuilderBase<?, ?>> B listener(
            B builder, ServerConfig config, StallWatch watch) {
        ServerConfig.Limits limits = config.limits();
        builder.host(config.http().host());
        builder.maxTcpConnections(limits.connections());
        builder.shutdownGracePeriod(config.shutdownGrace());
        builder.idleConnectionTimeout(limits.idle());
        builder.idleConnectionPeriod(shorter(limits.idle(), IDLE_CHECK));
        builder.directHandlers(TransportErrors.forAll());
        // without it a page of 45 KB takes 44 ms instead of one
        builder.connectionOptions(SocketOptions.builder().tcpNoDelay(true).build());
        // one write, one chunk: AnswerStream hands over whole buffers
        builder.writeBufferSize(AnswerStream.BUFFER_BYTES);
        // larger bodies are refused by RequestBody, which lets the client read why; this bounds what a single chunk
        // can make the web server hold
        builder.maxPayloadSize(2 * limits.bodyBytes());
        builder.addConnectionSelector(RestingConnection.selector(Http1Config.builder()
                // clients send bare braces and quotes in queries
                .validatePrologue(false)
                .maxPrologueLength(limits.headBytes())
                .maxHeadersSize(limits.headBytes())
                .addReceiveListener(new HeadWatch(watch, limits.headTime()))
                .build()));
        return builder;
    }

    private static Set<Route> routes(boolean operator, boolean accounts) {
        return Arrays.stream(Route.values())
                .filter(route -> route.inAccount() ? accounts : operator)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Route.class)));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
