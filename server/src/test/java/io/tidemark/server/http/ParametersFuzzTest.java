package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.nio.charset.StandardCharsets;

/// For any query string or form whatever: it is read, or refused as malformed. In the ordinary build this runs its
/// seeds; with `JAZZER_FUZZ=1` in the environment Jazzer looks for inputs, guided by coverage.
class ParametersFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyTextIsReadOrRefused(byte[] sent) {
        String text = new String(sent, StandardCharsets.UTF_8);
        try {
            Parameters parameters = Parameters.parse(text);
            assertThat(parameters.get("synctoken").orElse("").length()).isLessThanOrEqualTo(text.length());
            parameters.number("skip");
        } catch (SyncException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
    }
}
