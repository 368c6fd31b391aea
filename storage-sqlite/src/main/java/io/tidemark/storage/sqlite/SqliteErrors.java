package io.tidemark.storage.sqlite;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;

/// What a failure of SQLite means to a caller.
final class SqliteErrors {
    /// How long somebody who meets a full queue or a lock should wait: a queue drains in less.
    static final Duration BRIEFLY = Duration.ofSeconds(1);
    /// How long to wait for what an operator must mend.
    static final Duration UNTIL_MENDED = Duration.ofSeconds(30);

    private static final int PRIMARY_CODE_BITS = 0xff;

    private SqliteErrors() {}

    /// The exception that crosses the seam instead of `failure`.
    static RuntimeException classify(SQLException failure) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE_BITS);
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                SyncException.retryable(
                        ErrorCode.BUSY, "The database is in use. Send the same request again.", BRIEFLY, failure);
            case SQLITE_FULL ->
                unavailable(
                        "The disk or the database file is full: free some space or raise the limit. Nothing was applied.",
                        failure);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                unavailable(
                        "The database file cannot be written: check its owner, its permissions and whether its file system"
                                + " is mounted read-only.",
                        failure);
            case SQLITE_CANTOPEN ->
                unavailable(
                        "The database file cannot be opened: check that its folder exists and belongs to the server.",
                        failure);
            case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_INTERRUPT ->
                unavailable("The database file could not be read or written: check the disk.", failure);
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT ->
                SyncException.causedBy(
                        ErrorCode.STORAGE_CORRUPT,
                        "The database file is damaged or is no database: stop the server and restore a backup.",
                        failure);
            case SQLITE_CONSTRAINT -> new IllegalStateException("a value that must be unique is taken", failure);
            default -> new IllegalStateException("a statement failed", failure);
        };
    }

    static SyncException unavailable(String sentence, Throwable cause) {
        return SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, sentence, UNTIL_MENDED, cause);
    }

    static SyncException unavailable(String sentence) {
        return SyncException.retryable(ErrorCode.STORAGE_UNAVAILABLE, sentence, UNTIL_MENDED);
    }

    static SyncException busy(String sentence) {
        return SyncException.retryable(ErrorCode.BUSY, sentence, BRIEFLY);
    }
}
