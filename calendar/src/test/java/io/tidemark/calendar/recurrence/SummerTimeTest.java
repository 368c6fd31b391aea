package io.tidemark.calendar.recurrence;

import static io.tidemark.calendar.recurrence.PatternBuilder.patternIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummerTimeTest {

    @Test
    void offsetsOfCentralEuropeAreThoseOfTheSpecification() {
        assertThat(SeasonalOffsets.of(rules("Europe/Copenhagen"), 2031))
                .isEqualTo(new SeasonalOffsets(
                        -60, -120, Instant.parse("2031-03-30T01:00:00Z"), Instant.parse("2031-10-26T01:00:00Z")));
    }

    @Test
    void southernSummerTimeEndsBeforeItBegins() {
        assertThat(SeasonalOffsets.of(rules("Australia/Sydney"), 2031))
                .isEqualTo(new SeasonalOffsets(
                        -600, -660, Instant.parse("2031-10-04T16:00:00Z"), Instant.parse("2031-04-05T16:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"Asia/Kolkata,-330", "Asia/Tokyo,-540", "UTC,0", "America/Phoenix,420"})
    void zoneWithoutSummerTimeHasOneOffset(String zone, int minutes) {
        assertThat(SeasonalOffsets.of(rules(zone), 2031)).isEqualTo(SeasonalOffsets.fixed(minutes));
    }

    @Test
    void yearInWhichSummerTimeWasGivenUpKeepsTheLastOffset() {
        assertThat(SeasonalOffsets.of(rules("Europe/Istanbul"), 2016)).isEqualTo(SeasonalOffsets.fixed(-180));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Copenhagen",
                "America/New_York",
                "Australia/Sydney",
                "Pacific/Auckland",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kolkata"
            })
    void rulesOfOneYearHoldInTheOthers(String zone) {
        Instant from = Instant.parse("2012-01-01T00:00:00Z");
        Instant to = Instant.parse("2060-01-01T00:00:00Z");
        for (int year = 2012; year < 2060; year++) {
            assertThat(SeasonalOffsets.of(rules(zone), year).agreesWith(rules(zone), from, to))
                    .as("rules of %s", year)
                    .isTrue();
        }
    }

    @Test
    void changedLawIsNoticed() {
        SeasonalOffsets before = SeasonalOffsets.of(rules("America/New_York"), 2005);
        assertThat(before.agreesWith(
                        rules("America/New_York"),
                        Instant.parse("2005-01-01T00:00:00Z"),
                        Instant.parse("2007-01-01T00:00:00Z")))
                .isTrue();
        assertThat(before.agreesWith(
                        rules("America/New_York"),
                        Instant.parse("2005-01-01T00:00:00Z"),
                        Instant.parse("2007-12-31T00:00:00Z")))
                .isFalse();
    }

    @Test
    void missingDatesMeanStandardTimeAndMissingOffsetsUtc() {
        Instant spring = Instant.parse("2031-03-30T01:00:00Z");
        Instant autumn = Instant.parse("2031-10-26T01:00:00Z");
        Instant july = Instant.parse("2031-07-01T00:00:00Z");
        assertThat(new SeasonalOffsets(-60, -120, spring, null).toRules().getOffset(july))
                .isEqualTo(ZoneOffset.ofHours(1));
        assertThat(new SeasonalOffsets(-60, null, spring, autumn).toRules().getOffset(july))
                .isEqualTo(ZoneOffset.ofHours(1));
        assertThat(new SeasonalOffsets(null, -120, spring, autumn).toRules().getOffset(july))
                .isEqualTo(ZoneOffset.UTC);
    }

    /** The wall clock time stays, so the instant moves, in both directions of both hemispheres. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Copenhagen", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "UTC"})
    void dailyPatternKeepsItsClockTimeLikeTheZone(String zone) {
        for (String clock : List.of("00:00", "01:30", "02:30", "03:00", "09:00", "23:30")) {
            Expansion expansion = Expansion.of(
                    patternIn(zone, RecurrenceType.DAILY, "2031-01-15T" + clock).build());
            List<Instant> expected = LocalDate.of(2031, 1, 15)
                    .datesUntil(LocalDate.of(2033, 1, 15))
                    .map(date -> ZonedDateTime.of(date, LocalTime.parse(clock), ZoneId.of(zone))
                            .toInstant())
                    .toList();
            assertThat(expansion.occurrences(Instant.EPOCH, Instant.MAX, expected.size()))
                    .as(clock)
                    .extracting(Occurrence::start)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void skippedClockTimeIsCarriedForwardAndRepeatedOneIsTheFirst() {
        Expansion expansion = Expansion.of(patternIn("Europe/Copenhagen", RecurrenceType.DAILY, "2031-03-29T02:30")
                .build());
        assertThat(expansion.isDate(Instant.parse("2031-03-30T01:30:00Z"))).isTrue(); // 03:30 summer time
        assertThat(expansion.isDate(Instant.parse("2031-10-26T00:30:00Z"))).isTrue();
        assertThat(expansion.isDate(Instant.parse("2031-10-26T01:30:00Z"))).isFalse();
    }

    @Test
    void startInTheRepeatedHourStaysWhereItWasGiven() {
        Instant second = Instant.parse("2031-10-26T01:30:00Z");
        Expansion expansion = Expansion.of(PatternBuilder.pattern(
                        RecurrenceType.DAILY, second, SeasonalOffsets.of(rules("Europe/Copenhagen"), 2031))
                .build());
        assertThat(expansion.occurrences(Instant.EPOCH, Instant.MAX, 2))
                .extracting(Occurrence::start)
                .containsExactly(second, Instant.parse("2031-10-27T01:30:00Z"));
    }

    @Test
    void datesAreLocalDates() {
        // Monday 08:30 in Sydney is still Sunday in UTC.
        Expansion expansion = Expansion.of(patternIn("Australia/Sydney", RecurrenceType.WEEKLY, "2031-01-06T08:30")
                .mask(2)
                .build());
        assertThat(expansion.occurrences(Instant.EPOCH, Instant.MAX, 2))
                .extracting(Occurrence::start)
                .containsExactly(Instant.parse("2031-01-05T21:30:00Z"), Instant.parse("2031-01-12T21:30:00Z"));
    }

    private static ZoneRules rules(String zone) {
        return ZoneId.of(zone).getRules();
    }
}
