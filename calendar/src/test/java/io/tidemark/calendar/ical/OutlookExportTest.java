package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Byte order mark, CRLF, folds within characters, Windows zone names, quoted parameters. */
class OutlookExportTest {
    private final ImportedCalendar calendar = Samples.export("outlook.ics");

    @Test
    void nothingIsSkipped() {
        assertThat(calendar.skipped()).isEmpty();
        assertThat(calendar.meetings()).hasSize(3);
        assertThat(calendar.recurrences()).hasSize(2);
    }

    @Test
    void meetingIsReadWithAllItsFields() {
        assertThat(calendar.meetings().getFirst())
                .isEqualTo(new ImportedMeeting(
                        "040000008200E00074C5B7101A82E0080000000010BEC1A4",
                        "Budget round",
                        Instant.parse("2031-04-02T07:30:00Z"),
                        Instant.parse("2031-04-02T08:30:00Z"),
                        "Room 4",
                        "Agenda:\n1. Budget, second reading\n"
                                + "2. Åbne punkter – hvem gør hvad, og hvornår skal det være færdigt?",
                        false,
                        new Person("Ida Holm", "ida.holm@example.test"),
                        List.of(
                                new Attendee(
                                        new Person("Lars Bo", "lars.bo@example.test"),
                                        Participation.NEEDS_ACTION,
                                        true,
                                        false),
                                new Attendee(
                                        new Person("Mette Krog; Finance", "mette.krog@example.test"),
                                        Participation.NEEDS_ACTION,
                                        false,
                                        false),
                                new Attendee(
                                        new Person("Room 4", "room4@example.test"),
                                        Participation.NEEDS_ACTION,
                                        false,
                                        true)),
                        false,
                        true));
    }

    @Test
    void allDayEventEndsAtTheMidnightAfterItsLastDay() {
        ImportedMeeting holiday = calendar.meetings().get(1);
        assertThat(holiday.allDay()).isTrue();
        assertThat(holiday.busy()).isFalse();
        assertThat(holiday.start()).isEqualTo("2031-07-11T22:00:00Z");
        assertThat(holiday.end()).isEqualTo("2031-07-25T22:00:00Z");
    }

    @Test
    void zoneThatOnlyTheFileDefinesIsTakenFromIt() {
        assertThat(calendar.meetings().getLast().start()).isEqualTo("2031-07-10T13:00:00Z");
    }

    @Test
    void weeklySeriesBecomesAPatternWithDeletedDatesAndAnInstance() {
        ImportedRecurrence standUp = calendar.recurrences().getFirst();
        assertThat(standUp.template().title()).isEqualTo("Stand-up");
        assertThat(standUp.pattern())
                .isEqualTo(new RecurrencePattern(
                        RecurrenceType.WEEKLY,
                        1,
                        6,
                        null,
                        null,
                        Instant.parse("2031-01-06T08:00:00Z"),
                        Instant.parse("2031-06-30T07:00:00Z"),
                        null,
                        45,
                        List.of(
                                RecurrenceException.deleted(Instant.parse("2031-04-15T07:00:00Z")),
                                RecurrenceException.deleted(Instant.parse("2031-04-21T07:00:00Z"))),
                        new SeasonalOffsets(
                                -60,
                                -120,
                                Instant.parse("2031-03-30T01:00:00Z"),
                                Instant.parse("2031-10-26T01:00:00Z"))));
        assertThat(standUp.instances()).singleElement().satisfies(instance -> {
            assertThat(instance.originalDate()).isEqualTo("2031-04-08T07:00:00Z");
            assertThat(instance.meeting().start()).isEqualTo("2031-04-08T09:00:00Z");
            assertThat(instance.meeting().title()).isEqualTo("Stand-up (later)");
        });
    }

    @Test
    void lastDayOfTheMonthIsDay31() {
        ImportedRecurrence monthEnd = calendar.recurrences().getLast();
        assertThat(monthEnd.pattern().type()).isEqualTo(RecurrenceType.MONTHLY);
        assertThat(monthEnd.pattern().dayOfMonth()).isEqualTo(31);
        assertThat(Expansion.of(monthEnd.pattern()).occurrences(Samples.FROM, Samples.TO, 100))
                .hasSize(12)
                .extracting(Occurrence::start)
                .contains(Instant.parse("2031-02-28T08:00:00Z"), Instant.parse("2031-06-30T07:00:00Z"));
    }
}
