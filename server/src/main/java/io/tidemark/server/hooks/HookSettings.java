package io.tidemark.server.hooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How calls to hooks are repeated. Immutable.
///
/// @param retryPause the pause after the first failure; the later ones are four and sixteen times as long
/// @param random makes pauses a little shorter or longer, so that calls that failed together do not come back
///     together
public record HookSettings(Duration retryPause, RandomGenerator random) {
    /// After so many failures a call is given up. The pauses between them add up to ten minutes with the
    /// default, which outlasts a restart and most updates; whoever is away longer holds up only himself.
    static final int FAILURES_MAX = 4;

    private static final int GROWTH = 4;

    /// The pause after a failure, within a quarter.
    Duration pause(int failures) {
        double factor = Math.pow(GROWTH, failures - 1.0) * (0.75 + random.nextDouble() / 2);
        return Duration.ofMillis(Math.max(1, Math.round(retryPause.toMillis() * factor)));
    }
}
