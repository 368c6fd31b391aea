package io.tidemark.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldTest {
    private static Optional<String> json(String form) {
        return FormField.find(form.getBytes(UTF_8), "json").map(bytes -> new String(bytes, UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "json=a%20b+c|a b c",
                "JSON=x|x",
                "%6Ason=x|x",
                "a=1&json=x&json=y|x",
                "&&json=x=y|x=y",
                "json=%7B\"a\":[1]%7d|{\"a\":[1]}",
                "json=æ%C3%A6\uFFFD|ææ\uFFFD"
            },
            delimiter = '|')
    void theFirstFieldOfTheNameIsDecoded(String form, String value) {
        assertThat(json(form)).contains(value);
    }

    @Test
    void aFieldMayBeEmptyOrMissing() {
        assertThat(json("json=")).contains("");
        assertThat(json("json")).isEmpty();
        assertThat(json("")).isEmpty();
        assertThat(json("jason=x&a=json")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json=%", "json=%4", "json=%4&a=b", "json=%zz", "json=%+1", "j%son=x"})
    void aPercentSignThatBeginsNothingIsRefused(String form) {
        assertThatThrownBy(() -> json(form))
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    /// In the ordinary build this runs its seeds; with `JAZZER_FUZZ=1` Jazzer looks for inputs.
    @FuzzTest(maxDuration = "60s")
    void anyFormIsReadOrRefusedAndAnyValueComesBack(byte[] sent) {
        try {
            FormField.find(sent, "json").ifPresent(value -> assertThat(value).hasSizeLessThanOrEqualTo(sent.length));
        } catch (SyncException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
        String value = new String(sent, UTF_8);
        assertThat(json("a=b&json=" + URLEncoder.encode(value, UTF_8) + "&c=d")).contains(value);
    }
}
