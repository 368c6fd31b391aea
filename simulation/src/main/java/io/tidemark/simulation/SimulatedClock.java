package io.tidemark.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told to move. Thread-safe.
public final class SimulatedClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-04-01T06:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    /// Moves the clock; a negative duration sets it back, as a badly kept server's clock may be.
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
