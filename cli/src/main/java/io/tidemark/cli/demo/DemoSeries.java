package io.tidemark.cli.demo;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Invents repeating meetings: weekly and monthly, in several time zones, some dates left out, some moved.
/// Immutable.
record DemoSeries(DemoPlan plan, DemoStaff staff) {
    /// Where the series are at home: mostly here, some with a supplier abroad, one of them without summer time.
    private static final List<ZoneId> ZONES = List.of(
            DemoPlan.ZONE,
            DemoPlan.ZONE,
            DemoPlan.ZONE,
            DemoPlan.ZONE,
            ZoneId.of("Europe/London"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"));
    private static final List<String> WEEKLY = List.of(
            "Morning round", "Planning of the week", "Spare parts round", "Call with the supplier", "Team meeting");
    private static final List<String> MONTHLY = List.of(
            "Works council", "Contract review", "Safety committee", "Monthly figures", "Review with the manufacturer");

    /// All of them.
    Stream<DemoItem> all() {
        return IntStream.range(0, DemoScale.SERIES).mapToObj(this::series);
    }

    private DemoItem series(int index) {
        Random random = plan.random("series", index);
        Trade trade = Trade.ALL.get(index % Trade.ALL.size());
        DemoPerson host = DemoStaff.oneOf(staff.team(trade), random);
        boolean weekly = index % 3 > 0;
        RecurrencePattern pattern = pattern(weekly, ZONES.get(index % ZONES.size()), random);
        List<Occurrence> dates = Expansion.of(pattern)
                .occurrences(plan.at(-20, 0, 0), plan.at(70, 0, 0), 12)
                .toList();
        WireObject template = MeetingShapes.MEETING
                .empty()
                .with("Title", DemoStaff.oneOf(weekly ? WEEKLY : MONTHLY, random) + ", " + trade.team())
                .with("Start", pattern.startDate())
                .with("End", pattern.startDate().plus(Duration.ofMinutes(pattern.durationMinutes())))
                .with("Location", DemoMeetings.room(random))
                .with("AllDayEvent", false)
                .with("Host", host.wire())
                .with(
                        "Invitations",
                        new DemoMeetings(plan, staff).invitations(host, trade, index % 7 == 4, false, random))
                .with("SendInvitations", false);
        WireObject recurrence = MeetingShapes.MEETING_RECURRENCE
                .empty()
                .with("Meeting", template)
                .with("Pattern", Patterns.wire(pattern.withExceptions(deleted(dates, random))))
                .with("MeetingInstances", moved(index, dates, random));
        return new DemoItem(
                host.email(),
                MeetingRecurrenceType.ID,
                plan.id("series", index).toString(),
                MeetingRecurrenceType.FIELDS.patch(recurrence));
    }

    private RecurrencePattern pattern(boolean weekly, ZoneId zone, Random random) {
        LocalDate begin = plan.day().minusDays(120 + random.nextInt(120));
        LocalDate first = begin.plusDays(
                Math.floorMod(1 + random.nextInt(5) - begin.getDayOfWeek().getValue(), 7));
        Instant start = first.atTime(LocalTime.of(8 + random.nextInt(8), 30 * random.nextInt(2)))
                .atZone(zone)
                .toInstant();
        int mask = 1 << first.getDayOfWeek().getValue(); // Monday is 2
        boolean nth = random.nextBoolean();
        boolean ends = random.nextInt(3) == 0;
        return new RecurrencePattern(
                weekly ? RecurrenceType.WEEKLY : nth ? RecurrenceType.MONTHLYNTH : RecurrenceType.MONTHLY,
                weekly && random.nextInt(3) == 0 ? 2 : 1,
                weekly || nth ? mask : null,
                weekly || nth ? null : first.getDayOfMonth(),
                weekly || !nth ? null : (first.getDayOfMonth() - 1) / 7 + 1,
                start,
                ends ? start.plus(365, ChronoUnit.DAYS) : null,
                null,
                weekly ? 30 : 60,
                List.of(),
                SeasonalOffsets.of(zone.getRules(), first.getYear()));
    }

    /// The second date, and for some series the sixth.
    private static List<RecurrenceException> deleted(List<Occurrence> dates, Random random) {
        List<RecurrenceException> deleted = new ArrayList<>();
        for (int i = 1; i < dates.size(); i += 4) {
            if (i == 1 || random.nextBoolean()) {
                deleted.add(RecurrenceException.deleted(dates.get(i).originalDate()));
            }
        }
        return deleted;
    }

    /// The third date is two hours later.
    private List<WireObject> moved(int index, List<Occurrence> dates, Random random) {
        if (dates.size() < 3 || random.nextInt(3) == 0) {
            return List.of();
        }
        Occurrence date = dates.get(2);
        WireObject meeting = MeetingShapes.MEETING
                .empty()
                .with("Start", date.start().plus(2, ChronoUnit.HOURS))
                .with("End", date.end().plus(2, ChronoUnit.HOURS));
        return List.of(MeetingShapes.MEETING_INSTANCE
                .empty()
                .with("Id", plan.id("instance", index).toString())
                .with("OriginalDate", date.originalDate())
                .with("Meeting", meeting));
    }
}
