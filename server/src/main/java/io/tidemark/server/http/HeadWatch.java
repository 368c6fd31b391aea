package io.tidemark.server.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Bounds the time between the first line of a request and the end of its headers. The web server closes a connection
/// that rests between requests, but waits without end for the rest of a head. Thread-safe.
final class HeadWatch implements Http1ConnectionListener {
    /// A connection has one thread, which dies with it; so does a guard whose head never ended.
    private static final ThreadLocal<StallWatch.@Nullable Guard> OPEN = new ThreadLocal<>();

    private final StallWatch watch;
    private final Duration limit;

    HeadWatch(StallWatch watch, Duration limit) {
        this.watch = watch;
        this.limit = limit;
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        OPEN.set(watch.guard(limit));
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        StallWatch.Guard guard = OPEN.get();
        OPEN.remove();
        if (guard != null) {
            guard.close();
        }
    }
}
