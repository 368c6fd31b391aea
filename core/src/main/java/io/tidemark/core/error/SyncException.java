package io.tidemark.core.error;

import java.time.Duration;
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

    /// A refusal that the client must mend.
    public SyncException(ErrorCode code, String sentence) {
        this(code, sentence, null, null);
    }

    private SyncException(ErrorCode code, String sentence, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /// A refusal after which the same request may be sent again, not earlier than after `retryAfter`.
    public static SyncException retryable(ErrorCode code, String sentence, Duration retryAfter) {
        return new SyncException(code, sentence, retryAfter, null);
    }

    /// A refusal that has a cause an operator should see in the log.
    public static SyncException causedBy(ErrorCode code, String sentence, Throwable cause) {
        return new SyncException(code, sentence, null, cause);
    }

    /// The same, with a cause an operator should see in the log.
    public static SyncException retryable(ErrorCode code, String sentence, Duration retryAfter, Throwable cause) {
        return new SyncException(code, sentence, retryAfter, cause);
    }

    /// The stable code.
    public ErrorCode code() {
        return code;
    }

    /// How long to wait before the same request; empty when waiting does not help.
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
