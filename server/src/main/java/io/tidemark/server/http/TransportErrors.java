package io.tidemark.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what is no sound HTTP/1.1 and therefore reaches no route, in the same form as every other refusal.
/// Thread-safe.
final class TransportErrors implements DirectHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TransportErrors.class);
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    /// Answers of this kind for everything that goes wrong outside of routes.
    static DirectHandlers forAll() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new TransportErrors());
        }
        return handlers.build();
    }

    /// What the web server means by a status.
    static SyncException refusal(Status status) {
        return switch (status.code()) {
            case 413 ->
                new SyncException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "This request is larger than the server takes. Send it in several parts, or raise"
                                + " limits.body.");
            case 414, 431 ->
                new SyncException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The head of this request is larger than the server takes. Shorten it, or raise"
                                + " limits.headers.");
            case 505 ->
                new SyncException(ErrorCode.MALFORMED_REQUEST, "This server speaks HTTP/1.1, and nothing older.");
            case 500 -> Dispatcher.internal();
            default ->
                new SyncException(
                        ErrorCode.MALFORMED_REQUEST,
                        "This is no HTTP/1.1 request that the server understands. Check its first line, its headers"
                                + " and its encodings.");
        };
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            @Nullable String message) {
        SyncException refusal = refusal(defaultStatus);
        String requestId = RequestIds.random();
        LOG.atInfo()
                .addKeyValue("request", requestId)
                .addKeyValue("code", refusal.code().code())
                .addKeyValue("status", defaultStatus.code())
                .log("request refused before it reached a route");
        return TransportResponse.builder()
                .headers(responseHeaders)
                .status(Status.create(ErrorMapping.status(refusal.code())))
                .header(REQUEST_ID, requestId)
                .header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .keepAlive(false)
                .entity(JsonBodies.apiError(refusal, requestId))
                .build();
    }
}
