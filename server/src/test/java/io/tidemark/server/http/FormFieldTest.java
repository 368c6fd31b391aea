package io.tidemark.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldTest {
    private static Optional<String> json(String form) {
        return find(form.getBytes(UTF_8)).map(bytes -> new String(bytes, UTF_8));
    }

    private static Optional<byte[]> find(byte[] form) {
        try {
            Optional<InputStream> field = FormField.find(new ByteArrayInputStream(form), "json");
            return field.isPresent() ? Optional.of(field.get().readAllBytes()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    @ValueSource(
            strings = {"json=%", "json=%4", "json=%4&a=b", "json=%zz", "json=%a", "json=%a&", "json=%+1", "j%son=x"})
    void aPercentSignThatBeginsNothingIsRefused(String form) {
        assertThatThrownBy(() -> json(form))
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    /// In the ordinary build this runs its seeds; with `JAZZER_FUZZ=1` Jazzer looks for inputs.
    @FuzzTest(maxDuration = "60s")
    void anyFormIsReadOrRefusedAndAnyValueComesBack(byte[] sent) {
        try {
            find(sent).ifPresent(value -> assertThat(value).hasSizeLessThanOrEqualTo(sent.length));
        } catch (SyncException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        }
        String value = new String(sent, UTF_8);
        assertThat(json("a=b&json=" + URLEncoder.encode(value, UTF_8) + "&c=d")).contains(value);
    }
}
