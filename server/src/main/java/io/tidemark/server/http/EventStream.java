package io.tidemark.server.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// An answer of server-sent events. A client that takes nothing is cut off. Confined to one thread.
final class EventStream implements AutoCloseable {
    private final EventSink sink;
    private final StallWatch watch;
    private final Duration stall;
    private long bytes;

    EventStream(EventSink sink, StallWatch watch, Duration stall) {
        this.sink = sink;
        this.watch = watch;
        this.stall = stall;
    }

    /// How long a client should wait before it comes back.
    void retry(Duration pause) {
        send("retry: " + pause.toMillis() + "\n\n");
    }

    /// An event.
    void event(String id, String name, byte[] json) {
        send("id: " + id + "\nevent: " + name + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n");
    }

    /// No event; the client's program is not told, but comes back with this id.
    void heartbeat(String id) {
        send(": nothing new\nid: " + id + "\n\n");
    }

    private void send(String text) {
        byte[] chunk = text.getBytes(StandardCharsets.UTF_8);
        try (StallWatch.Guard _ = watch.guard(stall)) {
            sink.emit(chunk);
        }
        bytes += chunk.length;
    }

    /// Bytes so far.
    long bytes() {
        return bytes;
    }

    /// Ends the answer, so that the client sees that it is whole.
    @Override
    public void close() {
        try (StallWatch.Guard _ = watch.guard(stall)) {
            sink.close();
        }
    }
}
