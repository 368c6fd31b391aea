package io.tidemark.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0,0", "7 B,7", "64KiB,65536", " 32 MiB ,33554432", "1 GiB,1073741824"})
    void bytesAreReadWithTheirUnit(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "20 s,20000", "5m,300000", "1h,3600000", "90d,7776000000"})
    void timesAreReadWithTheirUnit(String text, long millis) {
        assertThat(Quantity.millis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "1.5s", "s", "5 min", "1  s", "99999999999999999d"})
    void anythingElseIsNoTime(String text) {
        assertThatThrownBy(() -> Quantity.millis(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNumberHasNoUnitAndMayBeNegative() {
        assertThat(Quantity.number("-1")).isEqualTo(-1);
        assertThatThrownBy(() -> Quantity.number("1s")).isInstanceOf(IllegalArgumentException.class);
    }
}
