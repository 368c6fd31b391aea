package io.tidemark.storage.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Instants as epoch milliseconds. The greatest `long` stands for [Instant#MAX], the least for [Instant#MIN].
public final class Millis {
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private Millis() {}

    static long of(Instant instant) {
        if (!instant.isBefore(LAST)) {
            return Long.MAX_VALUE;
        }
        return instant.isAfter(FIRST) ? instant.toEpochMilli() : Long.MIN_VALUE;
    }

    public static Instant toInstant(long millis) {
        if (millis == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        return millis == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant toInstantOrNull(@Nullable Long millis) {
        return millis == null ? null : toInstant(millis);
    }
}
