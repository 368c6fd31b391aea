package io.tidemark.calendar.ical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.ical.Skipped.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No event is dropped in silence: in generated files of sound, broken, repeated, changed and cancelled events each one is
 * behind exactly one of meetings, recurrences, deleted dates and entirely skipped events. Every event has a location of its
 * own, by which it is found again.
 */
class EveryEventOnceTest {
    private static final int FILES = 400;
    private static final List<String> STARTS = List.of(
            "DTSTART:20310401T090000Z",
            "DTSTART;TZID=Europe/Copenhagen:20310403T110000",
            "DTSTART;VALUE=DATE:20310402",
            "DTSTART:20310403T110000",
            "DTSTART:nonsense");
    private static final List<String> RULES = List.of(
            "RRULE:FREQ=DAILY",
            "RRULE:FREQ=DAILY;COUNT=3",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2,3",
            "RRULE:FREQ=YEARLY;BYYEARDAY=500",
            "RRULE:FREQ=MINUTELY",
            "RRULE:FREQ=WEEKLY;UNTIL=20310301T000000Z",
            "RDATE:20310501T090000Z",
            "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
            "EXDATE:20310401T090000Z");
    private static final List<String> CHANGES = List.of(
            "RECURRENCE-ID:20310401T090000Z",
            "RECURRENCE-ID:20310403T090000Z",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20310402T090000Z",
            "RECURRENCE-ID;VALUE=DATE:20310403",
            "RECURRENCE-ID:20310403T090000Z\nSTATUS:CANCELLED",
            "RECURRENCE-ID:20310404T090000Z\nSTATUS:CANCELLED");

    @Test
    void everyEventIsInExactlyOnePlace() {
        for (int seed = 1; seed <= FILES; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>(List.of("BEGIN:VCALENDAR"));
            Map<Integer, String> namesByLine = new HashMap<>();
            List<String> cancelling = new ArrayList<>();
            int events = 1 + random.nextInt(8);
            for (int number = 0; number < events; number++) {
                String name = "event-" + number;
                namesByLine.put(lines.size() + 1, name);
                List<String> event = event(random, name);
                if (event.contains("STATUS:CANCELLED")) {
                    cancelling.add(name);
                }
                lines.addAll(event);
            }
            if (random.nextInt(5) > 0) {
                lines.add("END:VCALENDAR");
            }
            String file = String.join("\n", lines);
            ImportedCalendar calendar = Samples.text(file);

            Map<String, Integer> places = new HashMap<>();
            calendar.meetings().stream()
                    .map(ImportedMeeting::location)
                    .distinct() // a series that is written out is one place
                    .forEach(name -> places.merge(name, 1, Integer::sum));
            List<String> templates = new ArrayList<>();
            int deleted = 0;
            for (ImportedRecurrence recurrence : calendar.recurrences()) {
                templates.add(recurrence.template().location());
                places.merge(recurrence.template().location(), 1, Integer::sum);
                recurrence
                        .instances()
                        .forEach(instance -> places.merge(instance.meeting().location(), 1, Integer::sum));
                deleted += recurrence.pattern().exceptions().size();
            }
            // The first date of a series may lie outside its rule and stand beside it as a meeting.
            templates.forEach(name -> places.put(name, 1));
            calendar.skipped().stream()
                    .filter(skipped -> skipped.extent() == Extent.ENTIRE)
                    .forEach(skipped -> places.merge(namesByLine.get(skipped.line()), 1, Integer::sum));
            List<String> missing = new ArrayList<>(namesByLine.values());
            missing.removeAll(places.keySet());
            assertThat(missing)
                    .as("seed %s: only cancellations are without a place\n%s", seed, file)
                    .isSubsetOf(cancelling)
                    .hasSizeLessThanOrEqualTo(deleted);
            assertThat(places.values())
                    .as("seed %s\n%s\n%s", seed, file, places)
                    .allMatch(count -> count == 1);
        }
    }

    private static List<String> event(Random random, String name) {
        List<String> event = new ArrayList<>();
        event.add("BEGIN:VEVENT");
        if (random.nextInt(10) > 0) {
            event.add("UID:series-" + random.nextInt(3));
        }
        event.add("LOCATION:" + name);
        event.add("SEQUENCE:" + random.nextInt(2));
        if (random.nextInt(12) > 0) {
            event.add(STARTS.get(random.nextInt(random.nextInt(5) > 0 ? 1 : STARTS.size())));
        }
        if (random.nextInt(12) == 0) {
            event.add("DURATION:-P1D");
        }
        if (random.nextBoolean()) {
            event.addAll(List.of(CHANGES.get(random.nextInt(CHANGES.size())).split("\n", -1)));
        } else if (random.nextInt(3) > 0) {
            event.addAll(List.of(RULES.get(random.nextInt(RULES.size())).split("\n", -1)));
        }
        if (random.nextInt(15) == 0) {
            event.add("BEGIN:VALARM");
        }
        if (random.nextInt(15) > 0) {
            event.add("END:VEVENT");
        }
        return event;
    }
}
