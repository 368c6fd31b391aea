package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A whole server, an app's server, and a browser without scripts.
abstract class ConnectServer {
    static final Map<String, String> SETTINGS = Map.of(
            "http.public-url", "https://sync.example.test/base",
            "hooks.allowed-networks", "127.0.0.0/8",
            "hooks.timeout", "700ms",
            "hooks.retry-pause", "20ms");

    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]*)\"");

    final AppServer app = new AppServer();
    FaultyStorage storage;
    TestServer server;

    abstract Storage newStorage();

    @BeforeEach
    void start() {
        start(newStorage(), Map.of());
    }

    void start(Storage behind, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        storage = new FaultyStorage(behind);
        server = new TestServer(storage, all);
        register("copier", "127.0.0.1");
    }

    @AfterEach
    void stop() {
        server.close();
        app.close();
    }

    void register(String publicId, String host) {
        server.storage.write(server.account.id(), tx -> {
            tx.putApp(new App(publicId, "Copier & Co", AppServer.SECRET, Set.of(host)));
            return true;
        });
    }

    /// The set that the app sends along, with one hook for each name.
    String request(String publicId, String... hooks) {
        return request(publicId, app.url("/negotiate?key=n3gotiate"), app.url("/back?state=7"), app, hooks);
    }

    static String request(String publicId, String negotiate, String back, AppServer app, String... hooks) {
        StringBuilder sets = new StringBuilder();
        for (String hook : hooks) {
            String[] parts = hook.split("/", 2);
            sets.append(sets.isEmpty() ? "" : ",")
                    .append("{'modcode':'" + parts[0] + "','hook':'" + parts[1] + "','title':'Copy " + parts[0]
                            + "','url':'" + app.url("/hook/" + parts[1] + "?key=h00k") + "'}");
        }
        return ("{'publicid':'" + publicId + "','negotiateurl':'" + negotiate + "','returnurl':'" + back + "','hooks':["
                        + sets + "]}")
                .replace('\'', '"');
    }

    HttpResponse<String> get(String request) {
        return call(HttpRequest.newBuilder(URI.create(server.uri() + "appconnect/?request=" + encoded(request)))
                .build());
    }

    HttpResponse<String> post(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return call(HttpRequest.newBuilder(URI.create(server.uri() + "appconnect/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build());
    }

    static HttpResponse<String> call(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> logIn(String request) {
        return post("request", request, "contract", "acme", "username", IDA, "password", PASSWORD);
    }

    static String ticket(HttpResponse<String> page) {
        Matcher matcher = TICKET.matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    HttpResponse<String> agree(String request) {
        return post("ticket", ticket(logIn(request)), "decision", "agree");
    }

    /// Connects the app, and returns its token.
    String connected(String request) {
        HttpResponse<String> answer = agree(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return app.requests.getLast().form().get("accesstoken");
    }

    List<Connection> connections() {
        return server.storage.read(server.account.id(), tx -> tx.connections("", 10));
    }

    /// Sends commands, and returns the answer as it came.
    String command(String token, String command) {
        return command(server.uri(), token, command);
    }

    String command(URI at, String token, String command) {
        String envelope = "{'contract':'" + server.account.id().value() + "','accesstoken':'" + token + "','commands':["
                + command + "]}";
        HttpResponse<String> answer = call(HttpRequest.newBuilder(at.resolve("api/endpoint.php"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString("json=" + encoded(envelope.replace('\'', '"'))))
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    boolean isLoggedIn(String token) {
        return command(token, "{'command':'GetCurrentUserID'}").contains("\"userid\":");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
