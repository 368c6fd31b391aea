package io.tidemark.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A connection whose request may rest: wait for something to tell. The web server takes one for idle whose request
/// began longer ago than an idle connection may live, and interrupts its thread every few seconds; a resting one is
/// spared. Thread-safe.
final class RestingConnection implements ServerConnection, InterruptableTask<Void> {
    /// A connection has one thread, which dies with it.
    private static final ThreadLocal<RestingConnection> OF_THREAD = new ThreadLocal<>();

    private final ServerConnection connection;
    private volatile boolean isResting;
    private volatile long restedNanos;

    private RestingConnection(ServerConnection connection) {
        this.connection = connection;
        this.restedNanos = System.nanoTime() - Duration.ofDays(1).toNanos();
    }

    /// Connections of HTTP/1.1 that may rest.
    static ServerConnectionSelector selector(Http1Config config) {
        return new Selector(Http1ConnectionSelector.builder().config(config).build());
    }

    /// The connection whose request the calling thread answers.
    static Optional<RestingConnection> current() {
        return Optional.ofNullable(OF_THREAD.get());
    }

    /// Its request rests from now on.
    void rest() {
        isResting = true;
    }

    /// Its request is at work again.
    void goOn() {
        restedNanos = System.nanoTime();
        isResting = false;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        OF_THREAD.set(this);
        try {
            connection.handle(limit);
        } finally {
            OF_THREAD.remove();
        }
    }

    @Override
    public Duration idleTime() {
        if (isResting) {
            return Duration.ZERO;
        }
        Duration sinceRest = Duration.ofNanos(System.nanoTime() - restedNanos);
        Duration sinceRequest = connection.idleTime();
        return sinceRest.compareTo(sinceRequest) < 0 ? sinceRest : sinceRequest;
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    private record Selector(ServerConnectionSelector http1) implements ServerConnectionSelector {
        @Override
        public int bytesToIdentifyConnection() {
            return http1.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return http1.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return http1.supportedApplicationProtocols();
        }

        @Override
        public @Nullable ServerConnection connection(ConnectionContext context) {
            ServerConnection connection = http1.connection(context);
            return connection == null ? null : new RestingConnection(connection);
        }
    }
}
