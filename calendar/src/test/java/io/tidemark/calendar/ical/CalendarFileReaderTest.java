package io.tidemark.calendar.ical;

import static io.tidemark.calendar.ical.Samples.calendar;
import static io.tidemark.calendar.ical.Samples.event;
import static io.tidemark.calendar.ical.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.calendar.ical.Skipped.Extent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileReaderTest {
    private static final String SOUND = "BEGIN:VEVENT\nUID:sound\nDTSTART:20310402T080000Z\nEND:VEVENT";

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "hello", "BEGIN:VCARD\nEND:VCARD", "BEGIN:VEVENT\nEND:VEVENT"})
    void whatIsNoCalendarIsRefused(String text) {
        assertThatExceptionOfType(CalendarFileException.class)
                .isThrownBy(() -> text(text))
                .withMessageContaining("BEGIN:VCALENDAR");
    }

    @Test
    void tooLargeFileIsRefused() {
        byte[] file = new byte[CalendarFileReader.FILE_BYTES_MAX + 1];
        CalendarFileReader reader = new CalendarFileReader(Samples.ZONE, Samples.FROM, Samples.TO);
        assertThatExceptionOfType(CalendarFileException.class)
                .isThrownBy(() -> reader.read(file))
                .withMessageContaining("64 MiB");
        assertThatExceptionOfType(CalendarFileException.class)
                .isThrownBy(() -> reader.read(new ByteArrayInputStream(file)))
                .withMessageContaining("64 MiB");
    }

    @Test
    void tooManyEventsAreRefused() {
        String many = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n".repeat(100_001);
        assertThatExceptionOfType(CalendarFileException.class)
                .isThrownBy(() -> text(many))
                .withMessageContaining("100000 events");
    }

    @Test
    void emptyCalendarIsEmpty() throws IOException {
        CalendarFileReader reader = new CalendarFileReader(Samples.ZONE, Samples.FROM, Samples.TO);
        byte[] file = calendar().getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(new ByteArrayInputStream(file)).meetings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SUMMARY:x                                                 | It has no start (DTSTART).
            DTSTART:tomorrow                                          | Its DTSTART is not a date or time.
            DTSTART:00000101T000000                                   | Its DTSTART is not a date or time.
            DTSTART:20310231T080000                                   | Its DTSTART is not a date that exists.
            DTSTART:20310402T080000Z;DTEND:20310402T070000Z           | It ends before it starts.
            DTSTART:20310402T080000Z;DURATION:-PT1H                   | It ends before it starts.
            DTSTART:20310402T080000Z;DURATION:soon                    | Its length is not one that exists.
            DTSTART:20310402T080000Z;RRULE:FREQ=OFTEN                 | Its recurrence rule is not one of RFC 5545.
            DTSTART:20310402T080000Z;RRULE:FREQ=DAILY;BYMONTHDAY=99   | Its recurrence rule is not one of RFC 5545.
            DTSTART:20310402T080000Z;RRULE:FREQ=HOURLY                | It repeats more often than daily.
            DTSTART:20310402T080000Z;RRULE:FREQ=DAILY;INTERVAL=10001  | It repeats less often than every 10000 units of its rule.
            DTSTART:20310402T080000Z;RRULE:FREQ=YEARLY,BYMONTH=2      | Its recurrence rule is not one of RFC 5545.
            DTSTART:20310402T080000Z;EXDATE:never                     | Its EXDATE is not a date or time.
            DTSTART:20310402T080000Z;BEGIN:VALARM                     | END:VEVENT in line 10 closes what is not open.
            DTSTART:20310402T080000Z;END:VALARM                       | END:VALARM in line 9 closes what is not open.
            """)
    void brokenEventIsSkippedAlone(String lines, String reason) {
        String[] broken = lines.replaceAll(";(?=DTEND|DURATION|RRULE|EXDATE|BEGIN|END)", "\n")
                .split("\n", -1);
        ImportedCalendar calendar = text(calendar(
                SOUND.replace("sound", "before"), "BEGIN:VEVENT", String.join("\n", broken), "END:VEVENT", SOUND));
        assertThat(calendar.meetings()).extracting(ImportedMeeting::uid).containsExactly("before", "sound");
        assertThat(calendar.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).isEqualTo(reason);
            assertThat(skipped.extent()).isEqualTo(Extent.ENTIRE);
            assertThat(skipped.line()).isEqualTo(7);
        });
    }

    @Test
    void eventThatIsNotClosedDoesNotSwallowTheNext() {
        ImportedCalendar calendar = text(calendar("BEGIN:VEVENT", "UID:open", "DTSTART:20310402T080000Z", SOUND));
        assertThat(calendar.meetings()).extracting(ImportedMeeting::uid).containsExactly("sound");
        assertThat(calendar.skipped()).extracting(Skipped::reason).containsExactly("The component is not closed.");
    }

    @Test
    void truncatedFileKeepsWhatWasComplete() {
        ImportedCalendar calendar = text("BEGIN:VCALENDAR\n" + SOUND + "\nBEGIN:VEVENT\nUID:cut\nDTSTA");
        assertThat(calendar.meetings()).hasSize(1);
        assertThat(calendar.skipped())
                .extracting(Skipped::reason)
                .containsExactly("The file ends before the component does.");
    }

    @Test
    void otherComponentsAreListed() {
        ImportedCalendar calendar = text(calendar(
                "BEGIN:VTODO\nEND:VTODO",
                "BEGIN:VJOURNAL\nEND:VJOURNAL",
                "BEGIN:VFREEBUSY\nEND:VFREEBUSY",
                "BEGIN:X-OWN\nBEGIN:VALARM\nEND:VALARM\nEND:X-OWN"));
        assertThat(calendar.skipped())
                .extracting(Skipped::component)
                .containsExactly("VTODO", "VJOURNAL", "VFREEBUSY", "X-OWN");
    }

    @Test
    void severalCalendarsInOneFileKeepTheirOwnZones() {
        String local = SOUND.replace("080000Z", "080000");
        ImportedCalendar calendar = text(calendar("X-WR-TIMEZONE:Asia/Tokyo", local)
                + calendar("X-WR-TIMEZONE:Nowhere/Land", local.replace("sound", "second")));
        assertThat(calendar.meetings())
                .extracting(meeting -> meeting.start().toString())
                .containsExactly("2031-04-01T23:00:00Z", "2031-04-02T06:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void foldedLinesAreJoinedWithAnyLineEnd(String end) {
        String text = calendar(
                "BEGIN:VEVENT", "UID:one", "DTSTART:20310402T080000Z", "SUMMARY:a b", " c", "\td", "END:VEVENT");
        assertThat(text(text.replace("\n", end)).meetings())
                .extracting(ImportedMeeting::title)
                .containsExactly("a bcd");
    }

    @Test
    void textIsUnescapedOnce() {
        assertThat(event("DTSTART:20310402T080000Z", "SUMMARY:C:\\\\new\\, or\\; \\N\"x\"")
                        .meetings())
                .extracting(ImportedMeeting::title)
                .containsExactly("C:\\new, or; \n\"x\"");
    }

    @Test
    void lineInAnotherCharacterSetIsReadAndNoted() {
        byte[] file = calendar("BEGIN:VEVENT", "UID:one", "DTSTART:20310402T080000Z", "SUMMARY:Møde", "END:VEVENT")
                .getBytes(Charset.forName("windows-1252"));
        ImportedCalendar calendar = new CalendarFileReader(Samples.ZONE, Samples.FROM, Samples.TO).read(file);
        assertThat(calendar.meetings()).extracting(ImportedMeeting::title).containsExactly("Møde");
        assertThat(calendar.skipped()).extracting(Skipped::component).containsExactly("VCALENDAR");
    }

    @Test
    void brokenLineIsLeftOutAndNoted() {
        ImportedCalendar calendar = event("DTSTART:20310402T080000Z", "SUMMARY:Title", "second line, not folded");
        assertThat(calendar.meetings()).extracting(ImportedMeeting::title).containsExactly("Title");
        assertThat(calendar.skipped()).extracting(Skipped::extent).containsExactly(Extent.PART);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Copenhagen,06",
        "Central Europe Standard Time,06",
        "Romance Standard Time,06",
        "/freeassociation.sourceforge.net/Europe/Helsinki,05",
        "/citadel.org/20211207_1/Europe/London,07",
        "India Standard Time,02:30",
        "US/Eastern,12",
        "UTC,08",
        "GMT+02:00,06"
    })
    void zoneNamesOfAllVendors(String name, String utc) {
        assertThat(event("DTSTART;TZID=\"" + name + "\":20310402T080000").meetings())
                .extracting(ImportedMeeting::start)
                .containsExactly(Instant.parse("2031-04-02T" + (utc + ":00:00").substring(0, 8) + "Z"));
    }

    @Test
    void unknownZoneIsReadInTheCalendarsZoneAndNoted() {
        ImportedCalendar calendar =
                event("DTSTART;TZID=Moon/Sea:20310402T080000", "DTEND;TZID=Moon/Sea:20310402T090000");
        assertThat(calendar.meetings())
                .extracting(ImportedMeeting::start)
                .containsExactly(Instant.parse("2031-04-02T06:00:00Z"));
        assertThat(calendar.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.extent()).isEqualTo(Extent.PART);
            assertThat(skipped.reason()).contains("time zone");
        });
    }

    @ParameterizedTest
    @CsvSource({"PT90M,90", "P1D,1440", "P1W,10080", "P1DT1H,1500", "+PT15M,15", "PT0S,0"})
    void durations(String duration, long minutes) {
        assertThat(event("DTSTART:20310402T080000Z", "DURATION:" + duration).meetings())
                .extracting(meeting ->
                        Duration.between(meeting.start(), meeting.end()).toMinutes())
                .containsExactly(minutes);
    }

    @Test
    void dayAcrossASwitchIsADayOfTheCalendar() {
        ImportedMeeting meeting =
                event("DTSTART;VALUE=DATE:20310330").meetings().getFirst();
        assertThat(Duration.between(meeting.start(), meeting.end())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void eventWithoutEndHasNoLength() {
        ImportedMeeting meeting = event("DTSTART:20310402T080000Z").meetings().getFirst();
        assertThat(meeting.end()).isEqualTo(meeting.start());
    }

    @Test
    void freeInOutlooksWordsIsNotBusy() {
        assertThat(event("DTSTART:20310402T080000Z", "X-MICROSOFT-CDO-BUSYSTATUS:FREE")
                        .meetings())
                .extracting(ImportedMeeting::busy)
                .containsExactly(false);
    }

    @Test
    void cancellationsAreKeptAsSuch() {
        assertThat(event("DTSTART:20310402T080000Z", "STATUS:CANCELLED").meetings())
                .extracting(ImportedMeeting::cancelled)
                .containsExactly(true);
        assertThat(text(calendar("METHOD:CANCEL", SOUND)).meetings())
                .extracting(ImportedMeeting::cancelled)
                .containsExactly(true);
    }

    @Test
    void eventWithoutUidHasTheSameOneEveryTime() {
        String file = calendar(SOUND.replace("UID:sound\n", ""));
        assertThat(text(file).meetings().getFirst().uid())
                .isEqualTo(text(file).meetings().getFirst().uid())
                .isNotEmpty();
    }

    @Test
    void newestVersionOfAnEventCounts() {
        ImportedCalendar calendar = text(calendar(
                SOUND.replace("UID:sound", "UID:sound\nSEQUENCE:2\nSUMMARY:new"),
                SOUND.replace("UID:sound", "UID:sound\nSEQUENCE:1\nSUMMARY:old")));
        assertThat(calendar.meetings()).extracting(ImportedMeeting::title).containsExactly("new");
        assertThat(calendar.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.line()).isEqualTo(9);
            assertThat(skipped.reason()).contains("newer version of it in line 3");
        });
    }
}
