package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Failures of SQLite become refusals that an operator can act on.
class SqliteErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "SQLITE_BUSY, BUSY, in use",
        "SQLITE_BUSY_SNAPSHOT, BUSY, in use",
        "SQLITE_FULL, STORAGE_UNAVAILABLE, full",
        "SQLITE_READONLY, STORAGE_UNAVAILABLE, permissions",
        "SQLITE_READONLY_DIRECTORY, STORAGE_UNAVAILABLE, permissions",
        "SQLITE_CANTOPEN, STORAGE_UNAVAILABLE, folder",
        "SQLITE_IOERR_FSYNC, STORAGE_UNAVAILABLE, disk",
        "SQLITE_CORRUPT, STORAGE_CORRUPT, backup",
        "SQLITE_NOTADB, STORAGE_CORRUPT, backup"
    })
    void aFailureHasACodeAndASentence(SQLiteErrorCode failure, ErrorCode code, String word) {
        assertThat(SqliteErrors.classify(new SQLiteException("detail", failure)))
                .isInstanceOfSatisfying(SyncException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal).hasMessageContaining(word).hasCauseInstanceOf(SQLiteException.class);
                    assertThat(refusal.retryAfter().isPresent()).isEqualTo(code.retryable());
                });
    }

    @Test
    void aDefectIsNoRefusal() {
        assertThat(SqliteErrors.classify(new SQLiteException("detail", SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(SqliteErrors.classify(new SQLiteException("detail", SQLiteErrorCode.SQLITE_MISUSE)))
                .isInstanceOf(IllegalStateException.class);
    }
}
