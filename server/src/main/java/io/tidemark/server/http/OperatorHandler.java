package io.tidemark.server.http;

import io.tidemark.core.error.SyncException;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.metrics.ServerMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Health and metrics. Thread-safe.
final class OperatorHandler {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Storage storage;
    private final ServerMetrics metrics;
    private final BooleanSupplier ending;

    /// @param ending whether the server is shutting down
    OperatorHandler(Storage storage, ServerMetrics metrics, BooleanSupplier ending) {
        this.storage = storage;
        this.metrics = metrics;
        this.ending = ending;
    }

    void handle(Route route, Exchange exchange) throws IOException {
        switch (route) {
            case LIVE -> exchange.answer(200, JsonBodies.health("up", ""));
            case READY -> ready(exchange);
            case METRICS -> {
                byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.answer(200, PROMETHEUS, Map.of(), out -> out.write(text));
            }
            default -> throw new IllegalStateException("no route of the operator");
        }
    }

    private void ready(Exchange exchange) throws IOException {
        if (ending.getAsBoolean()) {
            exchange.answer(503, JsonBodies.health("down", "The server is shutting down."));
            return;
        }
        try {
            storage.probe();
        } catch (SyncException e) {
            exchange.answer(503, JsonBodies.health("down", String.valueOf(e.getMessage())));
            return;
        }
        exchange.answer(200, JsonBodies.health("up", ""));
    }
}
