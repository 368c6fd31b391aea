package io.tidemark.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A device that waits for changes, as its makers write one: a request whose answer it reads line by line.
final class WaitingDevice implements AutoCloseable {
    /// Far longer than any wake takes.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final HttpResponse<Stream<String>> response;
    private final Thread reader;
    private volatile String end = "";

    /// @param headers names and values
    WaitingDevice(URI address, String... headers) {
        this(HttpRequest.newBuilder(address).headers(headers).build());
    }

    WaitingDevice(HttpRequest request) {
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        List<String> event = new ArrayList<>();
        try {
            response.body().forEach(line -> {
                if (!line.isEmpty()) {
                    event.add(line);
                    return;
                }
                field(event, "data").ifPresent(events::add);
                field(event, "id").ifPresent(ids::add);
                event.clear();
            });
            end = "whole";
        } catch (UncheckedIOException e) {
            end = "cut";
        }
    }

    private static Optional<String> field(List<String> event, String name) {
        return event.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst();
    }

    int status() {
        return response.statusCode();
    }

    HttpResponse<?> response() {
        return response;
    }

    /// How many signals came so far.
    int signals() {
        return events.size();
    }

    /// How many ids came so far, with signals and without.
    int ids() {
        return ids.size();
    }

    String lastId() {
        return ids.getLast();
    }

    /// Waits until so many signals have come.
    WaitingDevice awaitSignals(int count) {
        await().atMost(PATIENCE).until(() -> events.size() >= count);
        return this;
    }

    WaitingDevice awaitIds(int count) {
        await().atMost(PATIENCE).until(() -> ids.size() >= count);
        return this;
    }

    /// The types of a signal; empty when anything may have changed.
    List<String> types(int signal) {
        List<String> types = new ArrayList<>();
        JSON.readTree(events.get(signal)).path("types").forEach(type -> types.add(type.asString()));
        return types;
    }

    /// The types of all signals from one on.
    List<String> typesFrom(int signal) {
        List<String> types = new ArrayList<>();
        for (int i = signal; i < events.size(); i++) {
            types.addAll(types(i));
        }
        return types;
    }

    JsonNode signal(int number) {
        return JSON.readTree(events.get(number));
    }

    /// `whole` when the server ended the answer, `cut` when the connection broke off.
    String awaitEnd() {
        await().atMost(PATIENCE).until(() -> !end.isEmpty());
        return end;
    }

    @Override
    public void close() {
        client.shutdownNow();
        reader.interrupt();
    }
}
