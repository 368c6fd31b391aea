package io.tidemark.server.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Sends forms to addresses that others gave: over one connection each, without following redirects, without a
/// proxy, and with one bound on the time from the first to the last byte. Thread-safe.
public final class OutgoingCalls implements AutoCloseable {
    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");
    private static final String AGENT = "Tidemark";

    /// Calls at the same time, of all accounts; each has a socket and a thread.
    private static final int CALLS_MAX = 2_000;

    private final Duration timeout;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outgoing-deadlines").factory());

    /// @param rules which addresses may be called
    /// @param timeout how long a call may take in all
    public OutgoingCalls(AddressRules rules, Duration timeout) {
        this.timeout = timeout;
        Timeout step = Timeout.of(timeout);
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(rules))
                .setMaxConnTotal(CALLS_MAX)
                .setMaxConnPerRoute(CALLS_MAX)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(step)
                        .setSocketTimeout(step)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(step).build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /// Sends a form and waits for the answer. An interrupted thread is a failed call.
    ///
    /// @param url absolute, `http` or `https`, with a host; see [WebAddress]
    /// @param headers more headers
    /// @param bodyMax how many bytes of the answer's body are read; the rest is not
    public Reply post(URI url, String form, Map<String, String> headers, int bodyMax) {
        HttpPost post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setHeader(HttpHeaders.CONNECTION, "close");
        post.setEntity(new ByteArrayEntity(form.getBytes(StandardCharsets.UTF_8), FORM));
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return call(post, bodyMax);
        } catch (IOException | HttpException | RuntimeException e) {
            return new Reply.Failed(late.get() ? tooLate() : reason(e));
        } finally {
            deadline.cancel(false);
            post.cancel();
        }
    }

    private Reply call(HttpPost post, int bodyMax) throws IOException, HttpException {
        HttpHost host = RoutingSupport.determineHost(post);
        // not closed: that would read the rest of the answer; the caller cuts the connection
        ClassicHttpResponse response = client.executeOpen(host, post, HttpClientContext.create());
        return new Reply.Answered(response.getCode(), beginning(response.getEntity(), bodyMax));
    }

    private static String beginning(@Nullable HttpEntity entity, int bodyMax) throws IOException {
        if (entity == null || bodyMax == 0) {
            return "";
        }
        // not closed, as above
        InputStream body = entity.getContent();
        return new String(body.readNBytes(bodyMax), StandardCharsets.UTF_8);
    }

    private String tooLate() {
        return "It did not answer within " + timeout.toMillis() + " ms.";
    }

    private String reason(Exception e) {
        return switch (e) {
            case CheckedResolver.ForbiddenAddressException _ ->
                "Its address is in a network that this server does not call (hooks.allowed-networks).";
            case UnknownHostException _ -> "Its host name is not known.";
            case SSLException _ -> "No encrypted connection could be made: its certificate is not trusted, or not its.";
            case InterruptedIOException _ -> tooLate();
            case ConnectException _ -> "It does not take connections.";
            case IOException _ -> "The connection broke off.";
            default -> "It does not speak HTTP.";
        };
    }

    /// Connections that calls hold at this moment.
    int connectionsHeld() {
        return connections.getTotalStats().getLeased();
    }

    /// Cuts calls under way.
    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
