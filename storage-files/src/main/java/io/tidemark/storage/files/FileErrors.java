package io.tidemark.storage.files;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.IOException;
import java.time.Duration;

/// What failures of the file system become.
final class FileErrors {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private FileErrors() {}

    static SyncException notWritten(IOException cause) {
        return unavailable("The file cannot be stored now: the disk is full, or fails. Send it again later.", cause);
    }

    static SyncException notRead(IOException cause) {
        return unavailable("The file cannot be read now. Ask for it again later.", cause);
    }

    static SyncException unavailable(String sentence, IOException cause) {
        return SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, sentence, RETRY_AFTER, cause);
    }

    static SyncException corrupt() {
        return new SyncException(
                ErrorCode.STORAGE_CORRUPT, "A file is shorter than it was. An operator must restore it from a backup.");
    }
}
