package io.tidemark.server.follow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after failures in a row: doubling from the first pause to the longest, each made shorter or
/// longer by up to a quarter, so that many who failed together do not come back together. Immutable.
///
/// @param first the pause after the first failure, at least a millisecond
/// @param longest no pause is longer, but for the quarter
public record BackOff(Duration first, Duration longest) {
    /// Doublings after which every pause is the longest; keeps the arithmetic small.
    private static final int DOUBLINGS_MAX = 30;

    public BackOff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses grow from a millisecond or more");
        }
    }

    /// The pause after so many failures in a row, at least 1.
    public Duration after(int failures, RandomGenerator random) {
        long grown = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long millis = Math.min(grown < first.toMillis() ? Long.MAX_VALUE : grown, longest.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(millis * (0.75 + random.nextDouble() / 2))));
    }
}
