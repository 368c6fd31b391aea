package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * For any bytes whatever: a file is read or refused with a sentence. In the ordinary build this runs its seeds; with {@code
 * JAZZER_FUZZ=1} in the environment Jazzer looks for inputs, guided by coverage.
 */
class CalendarFileFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadOrRefused(byte[] file) {
        try {
            assertThat(new CalendarFileReader(Samples.ZONE, Samples.FROM, Samples.TO).read(file))
                    .isNotNull();
        } catch (CalendarFileException refusal) {
            assertThat(refusal).hasMessageEndingWith(".");
        }
    }
}
