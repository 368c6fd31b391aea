package io.tidemark.storage.sql;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.time.Duration;

/// Refusals of a storage, each with the time after which to try again.
public final class Refusals {
    /// How long somebody who meets a full queue or a lock should wait: a queue drains in less.
    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    /// How long to wait for what an operator must mend.
    private static final Duration UNTIL_MENDED = Duration.ofSeconds(30);

    private Refusals() {}

    /// The storage cannot be used now.
    ///
    /// @param sentence what a person can do about it
    public static SyncException unavailable(String sentence, Throwable cause) {
        return SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, sentence, UNTIL_MENDED, cause);
    }

    /// The storage cannot be used now.
    ///
    /// @param sentence what a person can do about it
    public static SyncException unavailable(String sentence) {
        return SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, sentence, UNTIL_MENDED);
    }

    /// Somebody else is first.
    public static SyncException busy(String sentence, Throwable cause) {
        return SyncException.retryable(ErrorCode.BUSY, sentence, BRIEFLY, cause);
    }

    /// Somebody else is first.
    public static SyncException busy(String sentence) {
        return SyncException.retryable(ErrorCode.BUSY, sentence, BRIEFLY);
    }
}
