package io.tidemark.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2031-04-02T07:30:00Z, 2031-04-02T07:30:00Z",
        "2031-04-02T07:30:59.999999999Z, 2031-04-02T07:30:59Z",
        "1931-04-02T07:30:59.9Z, 1931-04-02T07:30:59Z",
        "2031-04-02T00:30:00+02:00, 2031-04-01T22:30:00Z",
        "2031-12-31T20:00:00.5-04:30, 2032-01-01T00:30:00Z",
        "2031-04-02T07:30:00-00:00, 2031-04-02T07:30:00Z",
        "2032-02-29T00:00:00Z, 2032-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    })
    void instantsAreBroughtIntoUtcAndWholeSeconds(String text, String canonical) {
        assertThat(DateTimeText.canonical(text)).isEqualTo(canonical);
        assertThat(DateTimeText.format(DateTimeText.parse(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2031-04-02",
                "2031-04-02T07:30:00",
                "2031-04-02T07:30Z",
                "2031-04-02 07:30:00Z",
                "2031-04-02t07:30:00Z",
                "2031-04-02T07:30:00z",
                "2031-04-02T07:30:00.Z",
                "2031-04-02T07:30:00.5",
                "2031-04-02T07:30:00,5Z",
                "2031-04-02T07:30:00ZZ",
                "2031-04-02T07:30:00Z ",
                "2031-04-02T07:30:00+0200",
                "2031-04-02T07:30:00+02",
                "2031-04-02T07:30:00+19:00",
                "2031-04-02T07:30:00+02:60",
                "2031-04-02T07:30:00+2:000",
                "2031-00-02T07:30:00Z",
                "2031-13-02T07:30:00Z",
                "2031-04-00T07:30:00Z",
                "2031-04-31T07:30:00Z",
                "2031-02-29T07:30:00Z",
                "2100-02-29T07:30:00Z",
                "2031-04-02T24:00:00Z",
                "2031-04-02T07:60:00Z",
                "2031-04-02T07:30:60Z",
                "0000-04-02T07:30:00Z",
                "-031-04-02T07:30:00Z",
                "+2031-04-02T07:30:00Z",
                "12031-04-02T07:30:00Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2031-04-02T0a:30:00Z",
                "2031-04-02T07:30:0\u0660Z"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThat(DateTimeText.canonical(text)).isNull();
    }

    @Test
    void instantsOutsideTheWiresYearsCannotBeWritten() {
        assertThatThrownBy(() -> DateTimeText.format(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DateTimeText.format(Instant.parse("0000-12-31T23:59:59Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fractionsAreCutOffWhenWriting() {
        assertThat(DateTimeText.format(Instant.parse("1931-04-02T07:30:59.9Z"))).isEqualTo("1931-04-02T07:30:59Z");
    }
}
