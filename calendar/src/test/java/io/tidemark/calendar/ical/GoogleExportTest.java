package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.ical.Skipped.Extent;
import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrenceType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** UTC times, the calendar's own zone, answers to invitations, cancelled and orphaned occurrences. */
class GoogleExportTest {
    private final ImportedCalendar calendar = Samples.export("google.ics");

    @Test
    void answersToTheInvitationAreRead() {
        ImportedMeeting visit = calendar.meetings().getFirst();
        assertThat(visit.location()).isEqualTo("Vesterbrogade 1, 1620 København");
        assertThat(visit.description()).isEmpty();
        assertThat(visit.attendees())
                .containsExactly(
                        new Attendee(
                                new Person("Lars Bo", "lars.bo@example.test"), Participation.ACCEPTED, true, false),
                        new Attendee(
                                new Person("eva@example.test", "eva@example.test"),
                                Participation.TENTATIVE,
                                false,
                                false),
                        new Attendee(
                                new Person("ole@example.test", "ole@example.test"),
                                Participation.DECLINED,
                                true,
                                false));
    }

    @Test
    void wholeDaysAreThoseOfTheCalendarsZone() {
        ImportedRecurrence birthday = calendar.recurrences().getFirst();
        assertThat(birthday.template().start()).isEqualTo("2031-03-17T04:00:00Z"); // midnight in New York
        assertThat(birthday.template().allDay()).isTrue();
        assertThat(birthday.pattern().type()).isEqualTo(RecurrenceType.YEARLY);
        assertThat(birthday.pattern().durationMinutes()).isEqualTo(1440);
        assertThat(birthday.pattern().endDate()).isNull();
    }

    @Test
    void excludedAndCancelledDatesAreDeletedAndTheMovedOneIsAnInstance() {
        ImportedRecurrence oneToOne = calendar.recurrences().getLast();
        assertThat(oneToOne.pattern().interval()).isEqualTo(2);
        assertThat(oneToOne.pattern().exceptions())
                .containsExactly(
                        RecurrenceException.deleted(Instant.parse("2031-04-01T11:00:00Z")),
                        RecurrenceException.deleted(Instant.parse("2031-04-15T11:00:00Z")));
        assertThat(oneToOne.instances())
                .extracting(ImportedInstance::originalDate)
                .containsExactly(Instant.parse("2031-03-18T12:00:00Z"));
    }

    @Test
    void ruleThatNoPatternCanSayIsWrittenOutAndNoted() {
        assertThat(calendar.meetings())
                .filteredOn(meeting -> meeting.title().equals("Long months only"))
                .hasSize(14) // seven months of 31 days in each of two years
                .extracting(ImportedMeeting::uid)
                .doesNotHaveDuplicates();
        assertThat(calendar.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.uid()).isEqualTo("only31@google.com");
            assertThat(skipped.extent()).isEqualTo(Extent.PART);
            assertThat(skipped.lost()).contains("14 single meetings");
        });
    }

    @Test
    void occurrenceOfASeriesThatIsNotInTheFileStandsAlone() {
        assertThat(calendar.meetings())
                .filteredOn(meeting -> meeting.uid().startsWith("elsewhere9"))
                .extracting(ImportedMeeting::uid)
                .containsExactly("elsewhere9@google.com/2031-05-10T09:00:00Z");
    }
}
