package io.tidemark.core.error;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal that ends a request: nothing of it was applied. What a client can cause and must handle item by item
/// is a value ([io.tidemark.core.handshake.Outcome]), not this.
///
/// The message is a sentence that a person can act on and holds no data of the request. Immutable.
public final class SyncException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final @Nullable Instant lostAfter;

    /// A refusal that the client must mend.
    public SyncException(ErrorCode code, String sentence) {
        this(code, sentence, null, null, null);
    }

    private SyncException(
            ErrorCode code,
            String sentence,
            @Nullable Duration retryAfter,
            @Nullable Instant lostAfter,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.retryAfter = retryAfter;
        this.lostAfter = lostAfter;
    }

    /// A refusal after which the same request may be sent again, not earlier than after `retryAfter`.
    public static SyncException retryable(ErrorCode code, String sentence, Duration retryAfter) {
        return new SyncException(code, sentence, retryAfter, null, null);
    }

    /// A refusal of what was given by a database that is lost: what it confirmed after an instant is gone.
    public static SyncException ofLostFuture(String sentence, Instant lostAfter) {
        return new SyncException(ErrorCode.TOKEN_FROM_ANOTHER_EPOCH, sentence, null, lostAfter, null);
    }

    /// A refusal that has a cause an operator should see in the log.
    public static SyncException causedBy(ErrorCode code, String sentence, Throwable cause) {
        return new SyncException(code, sentence, null, null, cause);
    }

    /// The same, with a cause an operator should see in the log.
    public static SyncException retryable(ErrorCode code, String sentence, Duration retryAfter, Throwable cause) {
        return new SyncException(code, sentence, retryAfter, null, cause);
    }

    /// The stable code.
    public ErrorCode code() {
        return code;
    }

    /// How long to wait before the same request; empty when waiting does not help.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /// What the server had confirmed after this may be on devices only; empty when nothing is lost.
    public Optional<Instant> lostAfter() {
        return Optional.ofNullable(lostAfter);
    }
}
