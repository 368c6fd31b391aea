package io.tidemark.simulation;

import io.tidemark.core.object.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/// Identifiers that are counted, so that one history always gives the same ones. Thread-safe.
public final class CountedIds implements IdSource {
    private final AtomicLong last = new AtomicLong();

    @Override
    public String objectId() {
        return "object-" + last.incrementAndGet();
    }

    @Override
    public long number() {
        return last.incrementAndGet();
    }
}
