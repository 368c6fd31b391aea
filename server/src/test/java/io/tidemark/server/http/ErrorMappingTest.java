package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorMappingTest {
    /// A new code needs a decision here as well as in the table.
    @Test
    void everyCodeHasItsStatus() {
        String table = Arrays.stream(ErrorCode.values())
                .map(code -> code.code() + " " + ErrorMapping.status(code))
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                        TM-1001 400
                        TM-1002 404
                        TM-1003 400
                        TM-2001 400
                        TM-2002 403
                        TM-2003 400
                        TM-2004 400
                        TM-2005 400
                        TM-2006 400
                        TM-3001 403
                        TM-3002 403
                        TM-4001 401
                        TM-4002 400
                        TM-4003 400
                        TM-5001 400
                        TM-5002 400
                        TM-5003 503
                        TM-9001 503
                        TM-9002 500
                        TM-9003 500""");
    }

    @ParameterizedTest
    @EnumSource
    void whatCanBeTriedAgainSaysWhenAndNothingElseDoes(ErrorCode code) {
        assertThat(ErrorMapping.retryAfter(new SyncException(code, "Sentence.")).isPresent())
                .isEqualTo(code.retryable());
    }

    @Test
    void waitsAreRoundedUpToWholeSeconds() {
        assertThat(ErrorMapping.wholeSeconds(Duration.ZERO)).isZero();
        assertThat(ErrorMapping.wholeSeconds(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(ErrorMapping.wholeSeconds(Duration.ofSeconds(3))).isEqualTo(3);
        assertThat(ErrorMapping.wholeSeconds(Duration.ofMillis(3_001))).isEqualTo(4);
    }
}
