package io.tidemark.calendar.recurrence;

import static io.tidemark.calendar.recurrence.PatternBuilder.pattern;
import static io.tidemark.calendar.recurrence.RecurrenceType.DAILY;
import static io.tidemark.calendar.recurrence.RecurrenceType.MONTHLY;
import static io.tidemark.calendar.recurrence.RecurrenceType.MONTHLYNTH;
import static io.tidemark.calendar.recurrence.RecurrenceType.WEEKLY;
import static io.tidemark.calendar.recurrence.RecurrenceType.YEARLY;
import static io.tidemark.calendar.recurrence.RecurrenceType.YEARLYNTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpansionTest {
    private static final int SUNDAY = 1;
    private static final int MONDAY = 2;
    private static final int TUESDAY = 4;
    private static final int FRIDAY = 32;
    private static final int WORKDAYS = 62;
    private static final int WEEKEND = 65;
    private static final int EVERY_DAY = 127;

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("every day", pattern(DAILY, "2031-02-27T09:00:00Z"), "02-27 02-28 03-01 03-02"),
                rule("interval 0 is 1", pattern(DAILY, "2031-02-27T09:00:00Z").every(0), "02-27 02-28 03-01"),
                rule(
                        "interval below 0 is 1",
                        pattern(DAILY, "2031-02-27T09:00:00Z").every(-4),
                        "02-27 02-28 03-01"),
                rule("every third day", pattern(DAILY, "2031-02-27T09:00:00Z").every(3), "02-27 03-02 03-05"),
                rule(
                        "a mask means nothing to a daily rule",
                        pattern(DAILY, "2031-04-01T09:00:00Z").mask(MONDAY),
                        "04-01 04-02"),
                rule("weekly on the start's weekday", pattern(WEEKLY, "2031-04-02T09:00:00Z"), "04-02 04-09 04-16"),
                rule(
                        "mask 0 is no mask",
                        pattern(WEEKLY, "2031-04-02T09:00:00Z").mask(0),
                        "04-02 04-09 04-16"),
                rule(
                        "weekly on Monday and Tuesday, from a Tuesday",
                        pattern(WEEKLY, "2031-04-08T09:00:00Z").mask(MONDAY | TUESDAY),
                        "04-08 04-14 04-15 04-21"),
                rule(
                        "the start is no occurrence if its weekday is not in the mask",
                        pattern(WEEKLY, "2031-04-09T09:00:00Z").mask(MONDAY | TUESDAY),
                        "04-14 04-15 04-21"),
                rule(
                        "weeks start on Sunday: the Sunday after belongs to the skipped week",
                        pattern(WEEKLY, "2031-04-04T09:00:00Z")
                                .mask(SUNDAY | FRIDAY)
                                .every(2),
                        "04-04 04-13 04-18 04-27"),
                rule("on workdays", pattern(WEEKLY, "2031-04-03T09:00:00Z").mask(WORKDAYS), "04-03 04-04 04-07 04-08"),
                rule("monthly on the start's day", pattern(MONTHLY, "2031-04-15T09:00:00Z"), "04-15 05-15 06-15"),
                rule(
                        "monthly on a day before the start's",
                        pattern(MONTHLY, "2031-04-15T09:00:00Z").dayOfMonth(10),
                        "05-10 06-10"),
                rule(
                        "day 31 is the last day of a short month",
                        pattern(MONTHLY, "2031-01-31T09:00:00Z").dayOfMonth(31),
                        "01-31 02-28 03-31 04-30 05-31"),
                rule(
                        "day 30 in a leap February",
                        pattern(MONTHLY, "2032-01-30T09:00:00Z").dayOfMonth(30),
                        "01-30 02-29 03-30"),
                rule(
                        "every second month on day 29",
                        pattern(MONTHLY, "2030-12-29T09:00:00Z").dayOfMonth(29).every(2),
                        "12-29 02-28 04-29"),
                rule(
                        "the second Tuesday",
                        pattern(MONTHLYNTH, "2031-04-01T09:00:00Z")
                                .mask(TUESDAY)
                                .instance(2),
                        "04-08 05-13 06-10"),
                rule(
                        "instance 5 is the last",
                        pattern(MONTHLYNTH, "2031-04-01T09:00:00Z")
                                .mask(TUESDAY)
                                .instance(5),
                        "04-29 05-27 06-24"),
                rule(
                        "the first workday",
                        pattern(MONTHLYNTH, "2031-02-01T09:00:00Z")
                                .mask(WORKDAYS)
                                .instance(1),
                        "02-03 03-03 04-01 05-01"),
                rule(
                        "the last workday",
                        pattern(MONTHLYNTH, "2031-02-01T09:00:00Z")
                                .mask(WORKDAYS)
                                .instance(5),
                        "02-28 03-31 04-30 05-30"),
                rule(
                        "the second weekend day",
                        pattern(MONTHLYNTH, "2031-02-01T09:00:00Z")
                                .mask(WEEKEND)
                                .instance(2),
                        "02-02 03-02 04-06"),
                rule(
                        "the last day of the month",
                        pattern(MONTHLYNTH, "2032-01-01T09:00:00Z")
                                .mask(EVERY_DAY)
                                .instance(5),
                        "01-31 02-29 03-31"),
                rule(
                        "no instance: that of the start",
                        pattern(MONTHLYNTH, "2031-04-15T09:00:00Z"),
                        "04-15 05-20 06-17"),
                rule(
                        "no instance, from a fifth weekday: the last",
                        pattern(MONTHLYNTH, "2031-04-29T09:00:00Z"),
                        "04-29 05-27 06-24"),
                rule(
                        "an nth day before the start is not in the first month",
                        pattern(MONTHLYNTH, "2031-04-09T09:00:00Z")
                                .mask(TUESDAY)
                                .instance(2),
                        "05-13 06-10"),
                rule("every year", pattern(YEARLY, "2031-04-15T09:00:00Z"), "2031-04-15 2032-04-15 2033-04-15"),
                rule(
                        "29 February",
                        pattern(YEARLY, "2028-02-29T09:00:00Z"),
                        "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29"),
                rule(
                        "every fourth 29 February",
                        pattern(YEARLY, "2096-02-29T09:00:00Z").every(4),
                        "2096-02-29 2100-02-28 2104-02-29"),
                rule(
                        "the last Sunday of the start's month",
                        pattern(YEARLYNTH, "2031-03-01T09:00:00Z").mask(SUNDAY).instance(5),
                        "2031-03-30 2032-03-28 2033-03-27"),
                rule(
                        "the first workday of the start's month, every second year",
                        pattern(YEARLYNTH, "2031-02-10T09:00:00Z")
                                .mask(WORKDAYS)
                                .instance(1)
                                .every(2),
                        "2033-02-01 2035-02-01 2037-02-02"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rules(String name, RecurrencePattern pattern, List<String> dates) {
        assertThat(Expansion.of(pattern).occurrences(Instant.EPOCH, Instant.MAX, dates.size()))
                .extracting(occurrence -> occurrence.start().toString())
                .allMatch(start -> start.endsWith("T09:00:00Z"))
                .map(start -> start.substring(0, 10))
                .zipSatisfy(dates, (actual, expected) -> assertThat(actual).endsWith(expected));
    }

    private static Arguments rule(String name, PatternBuilder pattern, String dates) {
        return Arguments.of(name, pattern.build(), List.of(dates.split(" ")));
    }

    @Test
    void endDateIsInclusive() {
        PatternBuilder daily = pattern(DAILY, "2031-04-01T09:00:00Z");
        assertThat(starts(daily.until("2031-04-03T09:00:00Z").build())).hasSize(3);
        assertThat(starts(daily.until("2031-04-03T08:59:59Z").build())).hasSize(2);
    }

    @Test
    void endDateDecidesOverCount() {
        assertThat(starts(pattern(DAILY, "2031-04-01T09:00:00Z")
                        .times(2)
                        .until("2031-04-03T09:00:00Z")
                        .build()))
                .hasSize(3);
    }

    @Test
    void countIncludesDeletedDates() {
        assertThat(starts(pattern(DAILY, "2031-04-01T09:00:00Z")
                        .times(3)
                        .deleted("2031-04-02T09:00:00Z")
                        .build()))
                .containsExactly("2031-04-01T09:00:00Z", "2031-04-03T09:00:00Z");
    }

    @Test
    void countStartsWithTheFirstDateOfTheRule() {
        assertThat(starts(pattern(WEEKLY, "2031-04-09T09:00:00Z")
                        .mask(MONDAY | TUESDAY)
                        .times(4)
                        .build()))
                .containsExactly(
                        "2031-04-14T09:00:00Z", "2031-04-15T09:00:00Z", "2031-04-21T09:00:00Z", "2031-04-22T09:00:00Z");
    }

    @Test
    void movedOccurrenceIsFoundWhereItIsAndOnlyThere() {
        Expansion expansion = Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z")
                .moved("2031-04-02T09:00:00Z", "2031-05-02T12:00:00Z", 30)
                .build());
        assertThat(in(expansion, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z"))
                .isEmpty();
        assertThat(in(expansion, "2031-05-02T00:00:00Z", "2031-05-03T00:00:00Z"))
                .containsExactly(
                        occurrence("2031-05-02T09:00:00Z", "2031-05-02T09:00:00Z", 60),
                        occurrence("2031-04-02T09:00:00Z", "2031-05-02T12:00:00Z", 30));
    }

    @Test
    void movedToTheStartOfAnotherIsOrderedByOriginalDate() {
        Expansion expansion = Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z")
                .moved("2031-04-03T09:00:00Z", "2031-04-02T09:00:00Z", 60)
                .build());
        assertThat(in(expansion, "2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z"))
                .extracting(Occurrence::originalDate)
                .containsExactly(Instant.parse("2031-04-02T09:00:00Z"), Instant.parse("2031-04-03T09:00:00Z"));
    }

    @Test
    void exceptionForNoDateOfThePatternHasNoEffect() {
        Expansion expansion = Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z")
                .times(2)
                .moved("2031-04-03T09:00:00Z", "2031-04-01T12:00:00Z", 30)
                .moved("2031-04-01T09:00:01Z", "2031-04-01T12:00:00Z", 30)
                .build());
        assertThat(in(expansion, "2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z"))
                .extracting(Occurrence::start)
                .containsExactly(Instant.parse("2031-04-01T09:00:00Z"), Instant.parse("2031-04-02T09:00:00Z"));
    }

    @Test
    void lastOfTwoExceptionsForADateCounts() {
        assertThat(starts(pattern(DAILY, "2031-04-01T09:00:00Z")
                        .times(1)
                        .deleted("2031-04-01T09:00:00Z")
                        .moved("2031-04-01T09:00:00Z", "2031-04-01T12:00:00Z", 30)
                        .build()))
                .containsExactly("2031-04-01T12:00:00Z");
    }

    @Test
    void spanIsHalfOpen() {
        Expansion hourly = Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z").build());
        assertThat(in(hourly, "2031-04-02T10:00:00Z", "2031-04-03T09:00:00Z")).isEmpty();
        assertThat(in(hourly, "2031-04-02T09:59:59Z", "2031-04-03T09:00:01Z")).hasSize(2);
    }

    @Test
    void occurrenceWithoutLengthIsFoundAtItsStart() {
        Expansion points =
                Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z").minutes(0).build());
        assertThat(in(points, "2031-04-02T09:00:00Z", "2031-04-02T09:00:01Z")).hasSize(1);
        assertThat(in(points, "2031-04-02T08:59:59Z", "2031-04-02T09:00:00Z")).isEmpty();
    }

    @Test
    void longOccurrencesOverlap() {
        Expansion week = Expansion.of(
                pattern(DAILY, "2031-04-01T09:00:00Z").minutes(7 * 1440).build());
        assertThat(in(week, "2031-05-10T12:00:00Z", "2031-05-10T12:00:01Z")).hasSize(7);
    }

    @Test
    void limitBoundsAnEndlessPattern() {
        Expansion endless = Expansion.of(pattern(DAILY, "2031-04-01T09:00:00Z").build());
        assertThat(endless.occurrences(Instant.MIN, Instant.MAX, 5)).hasSize(5);
        assertThat(endless.occurrences(Instant.MIN, Instant.MAX, 0)).isEmpty();
    }

    @Test
    void endlessPatternEndsWithTheYear9999() {
        Expansion rare = Expansion.of(
                pattern(YEARLY, "2031-04-01T09:00:00Z").every(10_000).build());
        assertThat(rare.occurrences(Instant.MIN, Instant.MAX, 10)).hasSize(1);
        assertThat(rare.occurrences(Instant.parse("9999-12-31T00:00:00Z"), Instant.MAX, 10))
                .isEmpty();
        assertThat(rare.lastEnd()).isEmpty();
    }

    @Test
    void lastEndKnowsCountEndDateAndMovedOccurrences() {
        PatternBuilder weekly = pattern(WEEKLY, "2031-04-01T09:00:00Z").times(100_000);
        assertThat(Expansion.of(weekly.build()).lastEnd())
                .contains(Instant.parse("2031-04-01T10:00:00Z").plus(Duration.ofDays(7 * 99_999L)));
        assertThat(Expansion.of(weekly.until("2031-04-16T00:00:00Z").build()).lastEnd())
                .contains(Instant.parse("2031-04-15T10:00:00Z"));
        assertThat(Expansion.of(weekly.moved("2031-04-08T09:00:00Z", "2031-06-01T09:00:00Z", 30)
                                .build())
                        .lastEnd())
                .contains(Instant.parse("2031-06-01T09:30:00Z"));
    }

    @Test
    void lastEndOfAPatternWithoutDatesIsItsStart() {
        RecurrencePattern none = pattern(DAILY, "2031-04-01T09:00:00Z")
                .until("2031-03-01T09:00:00Z")
                .build();
        assertThat(starts(none)).isEmpty();
        assertThat(Expansion.of(none).lastEnd()).isEqualTo(Optional.of(none.startDate()));
    }

    /** A walk from the start would take minutes. */
    @Test
    void distanceFromTheStartCostsNothing() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int round = 0; round < 2_000; round++) {
                Expansion ancient =
                        Expansion.of(pattern(DAILY, "0090-01-01T09:00:00Z").build());
                assertThat(in(ancient, "9990-04-01T00:00:00Z", "9990-04-08T00:00:00Z"))
                        .hasSize(7);
            }
        });
    }

    private static List<String> starts(RecurrencePattern pattern) {
        return Expansion.of(pattern)
                .occurrences(Instant.MIN, Instant.MAX, 1000)
                .map(occurrence -> occurrence.start().toString())
                .toList();
    }

    private static List<Occurrence> in(Expansion expansion, String from, String to) {
        return expansion
                .occurrences(Instant.parse(from), Instant.parse(to), 1000)
                .toList();
    }

    private static Occurrence occurrence(String original, String start, int minutes) {
        Instant begin = Instant.parse(start);
        return new Occurrence(Instant.parse(original), begin, begin.plus(Duration.ofMinutes(minutes)));
    }
}
