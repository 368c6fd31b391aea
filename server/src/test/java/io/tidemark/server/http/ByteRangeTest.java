package io.tidemark.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/10",
        "bytes=0-, bytes 0-9/10",
        "bytes=9-9, bytes 9-9/10",
        "bytes=3-7, bytes 3-7/10",
        "bytes=3-999999999999999999, bytes 3-9/10",
        "bytes=-1, bytes 9-9/10",
        "bytes=-10, bytes 0-9/10",
        "bytes=-99, bytes 0-9/10",
        "' BYTES = 2 - 4 ', bytes 2-4/10",
    })
    void aRangeIsCutToTheFile(String header, String answered) {
        assertThat(ByteRange.of(header, 10))
                .isInstanceOfSatisfying(
                        ByteRange.Part.class,
                        part -> assertThat(part.header(10)).isEqualTo(answered));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=999999999999999999-", "bytes=-0"})
    void aRangeBehindTheEndIsNone(String header) {
        assertThat(ByteRange.of(header, 10)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-1"})
    void anEmptyFileHasNoRanges(String header) {
        assertThat(ByteRange.of(header, 0)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=7-3",
                "bytes=0-1,3-4",
                "pages=1-2",
                "bytes=a-b",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=9999999999999999999-"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.of(header, 10)).isEqualTo(ByteRange.WHOLE);
    }
}
