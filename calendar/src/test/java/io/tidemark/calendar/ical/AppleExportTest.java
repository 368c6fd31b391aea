package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.calendar.ical.Skipped.Extent;
import io.tidemark.calendar.recurrence.RecurrenceType;
import org.junit.jupiter.api.Test;

/** LF, floating times, durations, principals instead of addresses, listed dates, tasks, broken events. */
class AppleExportTest {
    private final ImportedCalendar calendar = Samples.export("apple.ics");

    @Test
    void everythingThatIsNotImportedIsListed() {
        assertThat(calendar.skipped())
                .extracting(Skipped::component, Skipped::extent, Skipped::reason)
                .containsExactly(
                        tuple("VEVENT", Extent.PART, "An attendee has no e-mail address."),
                        tuple(
                                "VEVENT",
                                Extent.PART,
                                "It takes place on listed dates (RDATE), which no pattern can say."),
                        tuple("VTODO", Extent.ENTIRE, "Only events are imported."),
                        tuple("VEVENT", Extent.ENTIRE, "Its DTSTART is not a date that exists."),
                        tuple(
                                "VEVENT",
                                Extent.PART,
                                "It changes an occurrence and all later ones, which is not supported."));
    }

    @Test
    void floatingTimeIsThatOfTheGivenZone() {
        ImportedMeeting lunch = calendar.meetings().getFirst();
        assertThat(lunch.start()).isEqualTo("2031-04-09T10:00:00Z");
        assertThat(lunch.end()).isEqualTo("2031-04-09T11:30:00Z");
    }

    @Test
    void dateWithoutEndIsOneDay() {
        ImportedMeeting day = calendar.meetings().get(1);
        assertThat(day.allDay()).isTrue();
        assertThat(day.start()).isEqualTo("2031-06-04T22:00:00Z");
        assertThat(day.end()).isEqualTo("2031-06-05T22:00:00Z");
        assertThat(day.busy()).isFalse();
    }

    @Test
    void listedDatesAreSingleMeetings() {
        assertThat(calendar.meetings())
                .filteredOn(meeting -> meeting.title().equals("Tre aftaler"))
                .extracting(meeting -> meeting.start().toString())
                .containsExactly("2031-04-10T08:00:00Z", "2031-04-17T08:00:00Z", "2031-04-25T12:00:00Z");
    }

    @Test
    void nthWeekdayAndItsChangedOccurrence() {
        ImportedRecurrence board = calendar.recurrences().getFirst();
        assertThat(board.pattern().type()).isEqualTo(RecurrenceType.MONTHLYNTH);
        assertThat(board.pattern().instance()).isEqualTo(2);
        assertThat(board.pattern().dayOfWeekMask()).isEqualTo(4);
        assertThat(board.template().location()).isEqualTo("Rådhuset\nRådhuspladsen 1");
        assertThat(board.template().organizer()).isEqualTo(new Person("Ida Holm", "ida.holm@example.test"));
        assertThat(board.template().attendees())
                .extracting(attendee -> attendee.person().email())
                .containsExactly("ida.holm@example.test", "eva@example.test");
        assertThat(board.instances())
                .extracting(instance -> instance.meeting().title())
                .containsExactly("Bestyrelsesmøde fra nu af torsdag");
    }
}
