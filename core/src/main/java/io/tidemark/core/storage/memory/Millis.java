package io.tidemark.core.storage.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The precision in which a storage keeps instants.
final class Millis {
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private Millis() {}

    /// The instant, cut off to the millisecond. What lies beyond the milliseconds that a `long` can count is
    /// [Instant#MIN] or [Instant#MAX].
    static Instant cut(Instant instant) {
        if (!instant.isBefore(LAST)) {
            return Instant.MAX;
        }
        return instant.isAfter(FIRST) ? Instant.ofEpochMilli(instant.toEpochMilli()) : Instant.MIN;
    }

    static @Nullable Instant cutNullable(@Nullable Instant instant) {
        return instant == null ? null : cut(instant);
    }
}
