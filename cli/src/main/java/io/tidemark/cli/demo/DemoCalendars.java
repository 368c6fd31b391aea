package io.tidemark.cli.demo;

import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.protocol.json.WireObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Invents when people are busy otherwise: the dentist, a day at school, every Tuesday at five. Times only, as devices
/// send them (meeting API 5.9). Three of four people keep a calendar. Immutable.
record DemoCalendars(DemoPlan plan, DemoStaff staff) {
    private static final int ENTRIES_EACH = 18;
    private static final int PATTERNS_EACH = 2;

    /// All slots of all people.
    Stream<DemoItem> all() {
        return IntStream.range(0, staff.people().size())
                .filter(person -> person % 4 != 3)
                .boxed()
                .flatMap(person -> Stream.concat(
                        IntStream.range(0, ENTRIES_EACH)
                                .mapToObj(i -> entry(staff.people().get(person), person * ENTRIES_EACH + i)),
                        IntStream.range(0, PATTERNS_EACH)
                                .mapToObj(i -> pattern(staff.people().get(person), person * PATTERNS_EACH + i))));
    }

    private DemoItem entry(DemoPerson person, int index) {
        Random random = plan.random("entry", index);
        Instant start = plan.at(random.nextInt(57) - 14, 7 + random.nextInt(12), 15 * random.nextInt(4));
        WireObject slot = CalendarEntryType.FIELDS
                .shape()
                .empty()
                .with("Start", start)
                .with("End", start.plusSeconds(1_800L * (1 + random.nextInt(6))));
        return new DemoItem(
                person.email(),
                CalendarEntryType.ID,
                plan.id("entry", index).toString(),
                CalendarEntryType.FIELDS.patch(slot));
    }

    private DemoItem pattern(DemoPerson person, int index) {
        Random random = plan.random("busy", index);
        LocalDate first = plan.day().minusDays(30 + random.nextInt(200));
        RecurrencePattern pattern = new RecurrencePattern(
                RecurrenceType.WEEKLY,
                1 + random.nextInt(2),
                2 << random.nextInt(5),
                null,
                null,
                first.atTime(15 + random.nextInt(4), 0).atZone(DemoPlan.ZONE).toInstant(),
                null,
                null,
                60,
                List.of(),
                SeasonalOffsets.of(DemoPlan.ZONE.getRules(), first.getYear()));
        return new DemoItem(
                person.email(),
                CalendarRecurrenceType.ID,
                plan.id("busy", index).toString(),
                CalendarRecurrenceType.FIELDS.patch(CalendarRecurrenceType.content(Patterns.wire(pattern))));
    }
}
