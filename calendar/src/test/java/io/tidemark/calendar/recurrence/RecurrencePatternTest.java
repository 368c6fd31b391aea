package io.tidemark.calendar.recurrence;

import static io.tidemark.calendar.recurrence.PatternBuilder.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrencePatternTest {
    private static final String START = "2031-04-01T09:00:00Z";

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                Arguments.of("interval", change(p -> p.every(10_001))),
                Arguments.of("dayOfWeekMask", change(p -> p.mask(128))),
                Arguments.of("dayOfWeekMask", change(p -> p.mask(-1))),
                Arguments.of("dayOfMonth", change(p -> p.dayOfMonth(32))),
                Arguments.of("instance", change(p -> p.instance(6))),
                Arguments.of("occurrences", change(p -> p.times(100_001))),
                Arguments.of("occurrences", change(p -> p.times(-1))),
                Arguments.of("durationMinutes", change(p -> p.minutes(-1))),
                Arguments.of("durationMinutes", change(p -> p.minutes(5_259_601))),
                Arguments.of("endDate", change(p -> p.until(Instant.MAX))));
    }

    @ParameterizedTest
    @MethodSource
    void outOfBounds(String field, UnaryOperator<PatternBuilder> change) {
        PatternBuilder builder = change.apply(pattern(RecurrenceType.DAILY, START));
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(field);
    }

    @Test
    void tooManyExceptionsAreRefused() {
        RecurrencePattern pattern = pattern(RecurrenceType.DAILY, START).build();
        List<RecurrenceException> many = Collections.nCopies(10_001, RecurrenceException.deleted(Instant.parse(START)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pattern.withExceptions(many))
                .withMessageContaining("exceptions");
    }

    @Test
    void offsetsThatNoClockHasAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SeasonalOffsets.fixed(1081));
        assertThatIllegalArgumentException().isThrownBy(() -> new SeasonalOffsets(-600, 121, null, null));
    }

    @Test
    void exceptionsAreSortedAndInstantsCutToSeconds() {
        RecurrencePattern pattern = pattern(RecurrenceType.DAILY, "2031-04-01T09:00:00.750Z")
                .deleted("2031-04-03T09:00:00.250Z")
                .deleted("2031-04-02T09:00:00Z")
                .build();
        assertThat(pattern.startDate()).isEqualTo(Instant.parse(START));
        assertThat(pattern.exceptions())
                .extracting(RecurrenceException::originalDate)
                .containsExactly(Instant.parse("2031-04-02T09:00:00Z"), Instant.parse("2031-04-03T09:00:00Z"));
    }

    private static UnaryOperator<PatternBuilder> change(UnaryOperator<PatternBuilder> change) {
        return change;
    }
}
