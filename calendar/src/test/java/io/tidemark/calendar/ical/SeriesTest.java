package io.tidemark.calendar.ical;

import static io.tidemark.calendar.ical.Samples.calendar;
import static io.tidemark.calendar.ical.Samples.event;
import static io.tidemark.calendar.ical.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.ical.Skipped.Extent;
import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrenceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series, their exceptions and their changed occurrences. */
class SeriesTest {
    private static final String DAILY =
            "DTSTART;TZID=Europe/Copenhagen:20310401T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXDATE;TZID=Europe/Copenhagen:20310403T090000",
                "EXDATE:20310403T070000Z",
                "EXDATE;VALUE=DATE:20310403",
                "EXDATE;TZID=Romance Standard Time:20310403T090000"
            })
    void excludedDateIsDeletedHoweverItIsWritten(String line) {
        assertThat(event(DAILY, line).recurrences().getFirst().pattern().exceptions())
                .containsExactly(RecurrenceException.deleted(Instant.parse("2031-04-03T07:00:00Z")));
    }

    @Test
    void excludedDateThatTheRuleDoesNotHaveChangesNothing() {
        assertThat(event(DAILY, "EXDATE:20310503T070000Z")
                        .recurrences()
                        .getFirst()
                        .pattern()
                        .exceptions())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RECURRENCE-ID;TZID=Europe/Copenhagen:20310403T090000",
                "RECURRENCE-ID:20310403T070000Z",
                "RECURRENCE-ID;VALUE=DATE:20310403"
            })
    void changedOccurrenceIsAnInstanceHoweverItIsNamed(String line) {
        ImportedCalendar calendar = series(DAILY, line, "DTSTART:20310403T120000Z");
        assertThat(calendar.recurrences().getFirst().instances())
                .extracting(ImportedInstance::originalDate)
                .containsExactly(Instant.parse("2031-04-03T07:00:00Z"));
        assertThat(calendar.meetings()).isEmpty();
    }

    @Test
    void describedOccurrenceWinsOverItsExclusion() {
        ImportedCalendar calendar = series(
                DAILY + "\nEXDATE:20310403T070000Z", "RECURRENCE-ID:20310403T070000Z", "DTSTART:20310403T120000Z");
        assertThat(calendar.recurrences().getFirst().pattern().exceptions()).isEmpty();
        assertThat(calendar.recurrences().getFirst().instances()).hasSize(1);
    }

    @Test
    void changeOfADateThatTheRuleDoesNotHaveStandsAlone() {
        ImportedCalendar calendar = series(DAILY, "RECURRENCE-ID:20310503T070000Z", "DTSTART:20310503T120000Z");
        assertThat(calendar.meetings()).extracting(ImportedMeeting::uid).containsExactly("one/2031-05-03T07:00:00Z");
        assertThat(calendar.recurrences().getFirst().instances()).isEmpty();
    }

    @Test
    void cancellationOfADateThatTheRuleDoesNotHaveIsListed() {
        ImportedCalendar calendar =
                series(DAILY, "RECURRENCE-ID:20310503T070000Z", "DTSTART:20310503T070000Z", "STATUS:CANCELLED");
        assertThat(calendar.meetings()).isEmpty();
        assertThat(calendar.skipped()).extracting(Skipped::extent).containsExactly(Extent.ENTIRE);
    }

    @Test
    void changesComeBeforeTheirSeriesToo() {
        ImportedCalendar calendar = text(calendar(
                "BEGIN:VEVENT\nUID:one\nRECURRENCE-ID:20310403T070000Z\nDTSTART:20310403T120000Z\nEND:VEVENT",
                "BEGIN:VEVENT\nUID:one\n" + DAILY + "\nEND:VEVENT"));
        assertThat(calendar.recurrences().getFirst().instances()).hasSize(1);
    }

    @Test
    void datesBesideTheRuleAreMeetingsOfTheirOwn() {
        ImportedCalendar calendar = event(DAILY, "RDATE:20310503T070000Z,20310504T070000Z,20310403T070000Z");
        assertThat(calendar.recurrences()).hasSize(1);
        assertThat(starts(calendar)).containsExactly("2031-05-03T07:00:00Z", "2031-05-04T07:00:00Z");
        assertThat(calendar.skipped())
                .extracting(Skipped::lost)
                .singleElement()
                .asString()
                .contains("2 are meetings");
    }

    @Test
    void firstDateOutsideTheRuleIsAMeetingOfItsOwn() {
        ImportedCalendar calendar = event("DTSTART:20310401T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=TH");
        assertThat(starts(calendar)).containsExactly("2031-04-01T09:00:00Z"); // a Tuesday
        assertThat(calendar.recurrences().getFirst().pattern().startDate()).isEqualTo("2031-04-03T09:00:00Z");
        assertThat(calendar.recurrences().getFirst().template().start()).isEqualTo("2031-04-03T09:00:00Z");
    }

    @Test
    void seriesThatIsWrittenOutLeavesOutWhatIsExcludedOrChanged() {
        ImportedCalendar calendar = series(
                "DTSTART:20310101T090000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;UNTIL=20310401T000000Z"
                        + "\nEXDATE:20310115T090000Z\nEXRULE:FREQ=MONTHLY;BYMONTHDAY=1;INTERVAL=2",
                "RECURRENCE-ID:20310215T090000Z",
                "DTSTART:20310216T090000Z");
        assertThat(starts(calendar))
                .containsExactlyInAnyOrder("2031-02-01T09:00:00Z", "2031-03-15T09:00:00Z", "2031-02-16T09:00:00Z");
        assertThat(calendar.meetings()).extracting(ImportedMeeting::uid).doesNotHaveDuplicates();
    }

    @Test
    void seriesIsWrittenOutWithinTheSpanOnly() {
        ImportedCalendar calendar =
                event("DTSTART:19900101T090000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYYEARDAY=1,200");
        assertThat(starts(calendar))
                .containsExactly(
                        "2031-01-01T09:00:00Z", "2031-07-19T09:00:00Z", "2032-01-01T09:00:00Z", "2032-07-18T09:00:00Z");
        assertThat(calendar.skipped())
                .extracting(Skipped::lost)
                .singleElement()
                .asString()
                .contains("before 2031-01-01");
    }

    @Test
    void seriesWithoutAnOccurrenceInTheSpanIsSkipped() {
        ImportedCalendar calendar =
                event("DTSTART:19900101T090000Z", "RRULE:FREQ=YEARLY;BYYEARDAY=1,200;UNTIL=19991231T000000Z");
        assertThat(calendar.meetings()).isEmpty();
        assertThat(calendar.skipped()).extracting(Skipped::extent).containsExactly(Extent.ENTIRE);
    }

    @Test
    void writingOutIsBounded() {
        ImportedCalendar calendar = event("DTSTART:20310101T090000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY");
        assertThat(calendar.meetings()).hasSize(731);
        CalendarFileReader century =
                new CalendarFileReader(Samples.ZONE, Samples.FROM, Instant.parse("2131-01-01T00:00:00Z"));
        byte[] file = calendar(
                        "BEGIN:VEVENT\nDTSTART:20310101T090000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\nEND:VEVENT")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(century.read(file).meetings()).hasSize(SeriesReader.SINGLES_MAX);
        assertThat(century.read(file).skipped())
                .extracting(Skipped::lost)
                .singleElement()
                .asString()
                .contains("Those after 2033-09-26 are missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"})
    void ruleThatNeverMatchesEnds(String rule) {
        ImportedCalendar calendar = event("DTSTART:20310101T090000Z", "RRULE:" + rule);
        assertThat(starts(calendar)).containsExactly("2031-01-01T09:00:00Z");
        assertThat(calendar.skipped()).hasSize(1);
    }

    @Test
    void changedLawOnSummerTimeIsNoted() {
        ImportedCalendar calendar =
                event("DTSTART;TZID=America/New_York:20050103T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY");
        Expansion expansion = Expansion.of(calendar.recurrences().getFirst().pattern());
        // Second Sunday of March since 2007; the law of 2005 would give 14:00 in this week.
        assertThat(expansion.occurrences(
                        Instant.parse("2031-03-10T00:00:00Z"), Instant.parse("2031-03-11T00:00:00Z"), 9))
                .extracting(Occurrence::start)
                .containsExactly(Instant.parse("2031-03-10T13:00:00Z"));
        assertThat(calendar.skipped()).extracting(Skipped::extent).containsExactly(Extent.PART);
    }

    @Test
    void zoneWhoseSummerTimeNoPatternCanSayIsWrittenOut() {
        ImportedCalendar calendar =
                event("DTSTART;TZID=Africa/Casablanca:20310106T090000", "RRULE:FREQ=WEEKLY;COUNT=60");
        assertThat(calendar.meetings()).hasSize(60);
        assertThat(calendar.skipped())
                .extracting(Skipped::reason)
                .containsExactly("The summer time of its zone is one that no pattern can say.");
    }

    @Test
    void cancelledSeriesIsKeptAsSuch() {
        assertThat(event(DAILY, "STATUS:CANCELLED").recurrences())
                .extracting(recurrence -> recurrence.template().cancelled())
                .containsExactly(true);
    }

    @Test
    void onlyOccurrenceDescribedByAnotherEventIsNotDoubled() {
        ImportedCalendar calendar =
                series("DTSTART:20310401T090000Z", "RECURRENCE-ID:20310401T090000Z", "DTSTART:20310401T100000Z");
        assertThat(starts(calendar)).containsExactly("2031-04-01T10:00:00Z");
        assertThat(calendar.skipped()).extracting(Skipped::extent).containsExactly(Extent.ENTIRE);
    }

    private static List<String> starts(ImportedCalendar calendar) {
        return calendar.meetings().stream()
                .map(meeting -> meeting.start().toString())
                .toList();
    }

    /** A series and an event for one of its occurrences. */
    private static ImportedCalendar series(String series, String... change) {
        return text(calendar(
                "BEGIN:VEVENT\nUID:one\n" + series + "\nEND:VEVENT",
                "BEGIN:VEVENT\nUID:one\n" + String.join("\n", change) + "\nEND:VEVENT"));
    }
}
