package io.tidemark.cli.watch;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The connection to a server: logs in and waits for changes. Confined to one thread.
final class LiveClient implements AutoCloseable {
    private static final TreeReader JSON = new TreeReader(ReadLimits.DEFAULT);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    /// Three of the server's heartbeats.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(75);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("silence").factory());
    private final URI root;
    private final String user;
    private final String password;
    private final String types;
    private String access = "";
    private String position = "";
    private volatile long heardNanos;

    /// @param root the server's address, with the base path and perhaps the account
    /// @param types the names of types, separated by commas; empty for all
    LiveClient(URI root, String user, String password, String types) {
        this.root = root;
        this.user = user;
        this.password = password;
        this.types = types;
    }

    /// What came of waiting.
    enum End {
        /// There was enough.
        ENOUGH,
        /// The server ended the answer: it goes on at once.
        OVER,
        /// The login has ended.
        LOGGED_OUT
    }

    /// Waits, and hands over what comes.
    ///
    /// @param taken is told each signal, and says whether there was enough
    /// @throws IOException when the server cannot be reached, breaks off, or asks to come again
    /// @throws CommandFailure when it refuses for good
    End listen(Predicate<JsonObject> taken) throws IOException, InterruptedException {
        if (access.isEmpty()) {
            logIn();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        address("api/v1/live" + (types.isEmpty() ? "" : "?types=" + encoded(types))))
                .header("Authorization", "Bearer " + access)
                .header("Accept", "text/event-stream");
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 401) {
                access = "";
                return End.LOGGED_OUT;
            }
            requireOk(answer.statusCode(), body);
            return read(body, taken);
        }
    }

    private End read(InputStream body, Predicate<JsonObject> taken) throws IOException {
        heard();
        Future<?> watch = watchdog.scheduleWithFixedDelay(() -> closeWhenSilent(body), 5, 5, TimeUnit.SECONDS);
        ServerEvents events =
                new ServerEvents(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), this::heard);
        try {
            for (Optional<ServerEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                if (event.get().name().equals("synchronize")
                        && taken.test(JSON.read(event.get().data()))) {
                    return End.ENOUGH;
                }
            }
            return End.OVER;
        } finally {
            watch.cancel(false);
            position = events.lastId().isEmpty() ? position : events.lastId();
        }
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    private void closeWhenSilent(InputStream body) {
        if (System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
            try {
                body.close();
            } catch (IOException e) {
                // it is given up all the same
            }
        }
    }

    private void logIn() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(address("oauth"))
                        .timeout(ANSWER_MAX)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&app_id=Api&username="
                                + encoded(user) + "&password=" + encoded(password)))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            requireOk(answer.statusCode(), body);
            access = text(json(body), "access_token");
        }
        if (access.isEmpty()) {
            throw new CommandFailure("What answers at " + root + " is no Tidemark server.");
        }
    }

    /// @throws IOException when it may go well later
    private void requireOk(int status, InputStream body) throws IOException {
        if (status == 200) {
            return;
        }
        JsonObject said = json(body);
        String message = text(said, "Message");
        String why = message.isEmpty() ? text(said, "error_description") : message;
        if (status == 503 || status == 502 || status == 504) {
            throw new IOException(why.isEmpty() ? "The server is not ready." : why);
        }
        throw new CommandFailure(
                why.isEmpty() ? "What answers at " + root + " is no Tidemark server: status " + status + "." : why);
    }

    private static JsonObject json(InputStream body) throws IOException {
        try {
            return JSON.read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (WireException e) {
            return JsonObject.EMPTY;
        }
    }

    private static String text(JsonObject object, String field) {
        return object.get(field).orElse(null) instanceof JsonText text ? text.value() : "";
    }

    private URI address(String path) {
        String text = root.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        http.shutdownNow();
    }
}
