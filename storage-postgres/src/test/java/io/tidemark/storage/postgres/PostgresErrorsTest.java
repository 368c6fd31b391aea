package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Failures of PostgreSQL become refusals that an operator can act on.
class PostgresErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "40001, BUSY, Another server",
        "40P01, BUSY, Another server",
        "55P03, BUSY, in time",
        "57014, BUSY, in time",
        "08006, STORAGE_UNAVAILABLE, reached",
        "57P01, STORAGE_UNAVAILABLE, reached",
        "57P03, STORAGE_UNAVAILABLE, reached",
        "53100, STORAGE_UNAVAILABLE, full",
        "53300, STORAGE_UNAVAILABLE, connections",
        "25006, STORAGE_UNAVAILABLE, primary",
        "28P01, STORAGE_UNAVAILABLE, login",
        "3D000, STORAGE_UNAVAILABLE, login",
        "42501, STORAGE_UNAVAILABLE, own",
        "58030, STORAGE_UNAVAILABLE, log says why",
        "XX001, STORAGE_CORRUPT, backup",
    })
    void aFailureHasACodeAndASentence(String state, ErrorCode code, String words) {
        assertThat(PostgresErrors.classify(new SQLException("detail", state)))
                .isInstanceOfSatisfying(SyncException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal).hasMessageContaining(words).hasCauseInstanceOf(SQLException.class);
                    assertThat(refusal.retryAfter().isPresent()).isEqualTo(code.retryable());
                });
    }

    @Test
    void aDefectIsNoRefusal() {
        assertThat(PostgresErrors.classify(new SQLException("detail", "23505")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(PostgresErrors.classify(new SQLException("detail", "42601")))
                .isInstanceOf(IllegalStateException.class);
    }
}
