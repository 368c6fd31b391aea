package io.tidemark.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tidemark.server.login.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its answer, and what the log line says of them. Confined to one thread.
final class Exchange {
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final String JSON = "application/json; charset=utf-8";

    private final ServerRequest request;
    private final ServerResponse response;
    private final HttpLimits limits;
    private final Instant receivedAt;
    private final String requestId;
    private final RequestBody body;
    private final long begunNanos = System.nanoTime();
    private final AnswerStream out;
    private boolean closing;
    private int status;
    private @Nullable Identity identity;
    private @Nullable EventStream events;
    private long restsSinceNanos;
    private long restedNanos;

    /// @param receivedAt when it arrived
    Exchange(ServerRequest request, ServerResponse response, HttpLimits limits, Instant receivedAt) {
        this.request = request;
        this.receivedAt = receivedAt;
        this.response = response;
        this.limits = limits;
        this.requestId = RequestIds.idOf(request.headers().first(REQUEST_ID));
        this.body = new RequestBody(request, limits.watch(), limits.body());
        this.closing = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        this.out = new AnswerStream(
                response, limits.watch(), limits.writeStall(), limits.gzip() && wantsGzip(request), this::announceEnd);
    }

    String requestId() {
        return requestId;
    }

    /// When the request arrived, before anything was read for it.
    Instant receivedAt() {
        return receivedAt;
    }

    String method() {
        return request.prologue().method().text();
    }

    /// The path as it was sent, without the query.
    String rawPath() {
        return request.prologue().uriPath().rawPath();
    }

    /// @throws io.tidemark.core.error.SyncException with `MALFORMED_REQUEST`
    Parameters query() {
        return Parameters.parse(rawQuery());
    }

    /// The query as it was sent; bytes outside ASCII are damaged in it.
    String rawQuery() {
        return request.prologue().query().rawValue();
    }

    Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    RequestBody body() {
        return body;
    }

    /// Where the client is, and whether its connection is encrypted, as far as trusted proxies tell.
    ClientAddress client() {
        return ClientAddress.of(
                request.remotePeer().host(),
                request.isSecure(),
                String.join(",", request.headers().values(HeaderNames.X_FORWARDED_FOR)),
                header(HeaderNames.X_FORWARDED_PROTO),
                limits.trustedProxies());
    }

    /// Notes who asks, for the log.
    void identified(Identity who) {
        identity = who;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    /// Adds a header to the answer.
    void header(String name, String value) {
        response.header(HeaderNames.create(name), value);
    }

    /// Answers with a short JSON body.
    void answer(int code, byte[] json) throws IOException {
        answer(code, Map.of(), stream -> stream.write(json));
    }

    /// Answers with a JSON body that is written to the stream.
    void answer(int code, Map<String, String> headers, BodyWriter writer) throws IOException {
        answer(code, JSON, headers, writer);
    }

    /// Answers. When the writer throws before anything was sent, another answer can follow.
    void answer(int code, String contentType, Map<String, String> headers, BodyWriter writer) throws IOException {
        header("Content-Type", contentType);
        begin(code, headers);
        if (method().equals("HEAD")) {
            announceEnd();
            out.announceLength();
            response.send();
            return;
        }
        writer.writeTo(out);
        out.finish();
    }

    private void begin(int code, Map<String, String> headers) {
        status = code;
        response.status(Status.create(code));
        header("Cache-Control", "no-store");
        response.header(REQUEST_ID, requestId);
        headers.forEach(this::header);
    }

    /// Answers with bytes of a known length, as they are: not compressed, since ranges and tags are of these bytes.
    ///
    /// @param headers at least `Content-Type`
    void answerBytes(int code, Map<String, String> headers, long length, BodyWriter writer) throws IOException {
        out.plain(length);
        answer(code, headers.getOrDefault("Content-Type", JSON), headers, writer);
    }

    /// Answers with events, for as long as it takes. The connection ends with the answer.
    ///
    /// @throws io.helidon.webserver.CloseConnectionException when the client is gone
    EventStream events(String contentType) {
        header("Content-Type", contentType);
        begin(200, Map.of());
        // proxies pass each event on at once
        header("X-Accel-Buffering", "no");
        closing = true;
        announceEnd();
        EventStream stream = new EventStream(response.sink(EventSink.TYPE), limits.watch(), limits.writeStall());
        events = stream;
        return stream;
    }

    /// Waits for something to tell; [#goesOn] must follow.
    void rests() {
        restsSinceNanos = System.nanoTime();
        RestingConnection.current().ifPresent(RestingConnection::rest);
    }

    /// Is at work again.
    void goesOn() {
        RestingConnection.current().ifPresent(RestingConnection::goOn);
        restedNanos += System.nanoTime() - restsSinceNanos;
    }

    /// Answers without a body.
    void answerBare(int code, Map<String, String> headers) {
        begin(code, headers);
        announceEnd();
        response.send();
    }

    /// Says in the answer whether the connection ends with it.
    private void announceEnd() {
        if (!body.settle() || limits.ending().getAsBoolean()) {
            closing = true;
        }
        if (closing) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    /// What was answered; 0 before that.
    int status() {
        return status;
    }

    /// Whether something of an answer may have been sent.
    boolean begun() {
        return events != null || out.begun();
    }

    /// Takes back an answer of which nothing was sent.
    void takeBack() {
        out.clear();
        response.headers().clear();
    }

    long answerBytes() {
        return events != null ? events.bytes() : out.bytes();
    }

    /// Since it arrived, without the time for which it rested.
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - begunNanos - restedNanos);
    }

    /// Ends the connection if that was asked for; the web server announces it in the answer, and then keeps the
    /// connection open.
    ///
    /// @return whether the connection must be closed now
    boolean mustClose() {
        if (closing) {
            body.linger();
        }
        return closing;
    }

    private static boolean wantsGzip(ServerRequest request) {
        for (String value : request.headers().values(HeaderNames.ACCEPT_ENCODING)) {
            String coding = value.toLowerCase(Locale.ROOT).replace(" ", "");
            if (coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    /// Writes a body.
    @FunctionalInterface
    interface BodyWriter {
        void writeTo(OutputStream out) throws IOException;
    }
}
