package io.tidemark.calendar.ical;

import static io.tidemark.calendar.ical.Samples.calendar;
import static io.tidemark.calendar.ical.Samples.event;
import static io.tidemark.calendar.ical.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.calendar.ical.Skipped.Extent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not come over is told, in words that help to find it. */
class LossesTest {
    private static final String ON_THE_31ST = "DTSTART;TZID=Europe/Copenhagen:%s\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31";

    private static List<String> lost(ImportedCalendar calendar) {
        return calendar.skipped().stream().map(Skipped::lost).toList();
    }

    @Test
    void eventsAreNamedByTheirTitle() {
        assertThat(event("SUMMARY:Budget\\, second round", "DTSTART:nonsense").skipped())
                .extracting(Skipped::title, Skipped::uid, Skipped::extent)
                .containsExactly(tuple("Budget, second round", "one", Extent.ENTIRE));
        assertThat(event("SUMMARY:Trip", "DTSTART;TZID=Nowhere/City:20310402T080000")
                        .skipped())
                .extracting(Skipped::title)
                .containsExactly("Trip");
        assertThat(event("DTSTART:nonsense").skipped())
                .extracting(Skipped::title)
                .containsOnlyNulls();
    }

    @Test
    void aSeriesThatIsWrittenOutEntirelyMissesNoOccurrence() {
        assertThat(lost(event(ON_THE_31ST.formatted("20310131T090000") + ";COUNT=4")))
                .containsExactly("The series: it became 4 single meetings.");
    }

    @Test
    void occurrencesOutsideTheSpanAreMissedByTheDay() {
        assertThat(lost(event(ON_THE_31ST.formatted("20301031T090000"))))
                .containsExactly("The series: it became 14 single meetings."
                        + " Those before 2031-01-01 and after 2033-01-01 are missing.");
        assertThat(lost(event(ON_THE_31ST.formatted("20301031T090000") + ";COUNT=4")))
                .containsExactly("The series: it became 2 single meetings. Those before 2031-01-01 are missing.");
        assertThat(lost(event(ON_THE_31ST.formatted("20321031T090000"))))
                .containsExactly("The series: it became 2 single meetings. Those after 2033-01-01 are missing.");
    }

    @Test
    void anOrganizerWithoutAddressIsTold() {
        assertThat(event("DTSTART:20310402T080000Z", "ORGANIZER;CN=Kim Lee:invalid:nomail")
                        .skipped())
                .extracting(Skipped::reason)
                .containsExactly("Its organizer has no e-mail address.");
    }

    @Test
    void listedPeriodsLoseTheirLengths() {
        ImportedCalendar calendar =
                event("DTSTART:20310402T080000Z", "DURATION:PT30M", "RDATE;VALUE=PERIOD:20310403T080000Z/PT2H");
        assertThat(calendar.meetings()).hasSize(2);
        assertThat(lost(calendar)).contains("Those lengths; each lasts as long as the first.");
    }

    @Test
    void whatMeetingsDoNotHaveIsCounted() {
        String full = """
                BEGIN:VEVENT
                UID:%s
                DTSTART:20310402T080000Z
                CLASS:PRIVATE
                STATUS:TENTATIVE
                PRIORITY:1
                ATTACH:CID:plan.pdf
                CATEGORIES:Red
                URL;VALUE=URI:https://acme.example/x
                COMMENT:Call first
                GEO:55.6;12.5
                X-ALT-DESC;FMTTYPE=text/html:<p>Hello</p>
                X-MICROSOFT-CDO-BUSYSTATUS:OOF
                BEGIN:VALARM
                ACTION:DISPLAY
                TRIGGER:-PT15M
                END:VALARM
                END:VEVENT""";
        ImportedCalendar calendar = text(calendar(full.formatted("a"), full.formatted("b")));
        assertThat(calendar.meetings()).hasSize(2);
        assertThat(calendar.skipped()).isEmpty();
        assertThat(calendar.extras())
                .containsOnlyKeys(Extra.values())
                .allSatisfy((extra, events) -> assertThat(events).isEqualTo(2));
        assertThat(event("DTSTART:20310402T080000Z", "CLASS:PUBLIC", "PRIORITY:5", "STATUS:CONFIRMED")
                        .extras())
                .isEqualTo(Map.of());
    }
}
