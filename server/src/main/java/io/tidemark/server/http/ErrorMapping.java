package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.time.Duration;
import java.util.Optional;

/// Which refusal has which HTTP status. The meeting API knows 200, 400, 401, 403 and 500 (1.5); beyond it are 404 and
/// 405 for what is no request of it, and 503 where the same request should be sent again after `Retry-After`, which
/// clients of the original take for a failure like 500.
final class ErrorMapping {
    private static final Duration RETRY_AFTER_UNLESS_SAID = Duration.ofSeconds(5);

    private ErrorMapping() {}

    static int status(ErrorCode code) {
        return switch (code) {
            case MALFORMED_REQUEST, IMPOSSIBLE_VALUE -> 400;
            case UNKNOWN_OPERATION -> 404;
            case UNKNOWN_TOKEN, TOKEN_OF_ANOTHER_STREAM, TOKEN_EXPIRED, TOKEN_FROM_ANOTHER_EPOCH, RESUME_KEY_MISMATCH ->
                400;
            case TOKEN_OF_ANOTHER_USER, NOT_PERMITTED, RULE_FORBIDS -> 403;
            case NOT_LOGGED_IN -> 401;
            case LOGIN_REFUSED, LOGIN_THROTTLED -> 400;
            case REQUEST_TOO_LARGE, TOO_MANY_OBJECTS -> 400;
            case BUSY, STORAGE_UNAVAILABLE -> 503;
            case STORAGE_CORRUPT, INTERNAL -> 500;
        };
    }

    /// What to wait before the same request; empty when waiting does not help.
    static Optional<Duration> retryAfter(SyncException refusal) {
        return refusal.retryAfter()
                .or(() -> refusal.code().retryable() ? Optional.of(RETRY_AFTER_UNLESS_SAID) : Optional.empty());
    }

    /// Says in the answer when to send the same request again, where that helps.
    static void announceRetry(SyncException refusal, Exchange exchange) {
        retryAfter(refusal).ifPresent(wait -> exchange.header("Retry-After", Long.toString(wholeSeconds(wait))));
    }

    /// A length of time as headers and bodies carry it: whole seconds, never too few.
    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
