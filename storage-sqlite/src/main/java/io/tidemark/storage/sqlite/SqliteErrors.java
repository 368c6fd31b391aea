package io.tidemark.storage.sqlite;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.storage.sql.Refusals;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What a failure of SQLite means to a caller.
final class SqliteErrors {
    private static final int PRIMARY_CODE_BITS = 0xff;

    private SqliteErrors() {}

    /// The exception that crosses the seam instead of `failure`.
    static RuntimeException classify(SQLException failure) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE_BITS);
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                Refusals.busy("The database is in use. Send the same request again.", failure);
            case SQLITE_FULL ->
                Refusals.unavailable(
                        "The disk or the database file is full: free some space or raise the limit. Nothing was applied.",
                        failure);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                Refusals.unavailable(
                        "The database file cannot be written: check its owner, its permissions and whether its file system"
                                + " is mounted read-only.",
                        failure);
            case SQLITE_CANTOPEN ->
                Refusals.unavailable(
                        "The database file cannot be opened: check that its folder exists and belongs to the server.",
                        failure);
            case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_INTERRUPT ->
                Refusals.unavailable("The database file could not be read or written: check the disk.", failure);
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT ->
                SyncException.causedBy(
                        ErrorCode.STORAGE_CORRUPT,
                        "The database file is damaged or is no database: stop the server and restore a backup.",
                        failure);
            case SQLITE_CONSTRAINT -> new IllegalStateException("a value that must be unique is taken", failure);
            default -> new IllegalStateException("a statement failed", failure);
        };
    }
}
