package io.tidemark.calendar.ical;

import static io.tidemark.calendar.ical.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTranslatorTest {

    /** The start is Tuesday, 8 April 2031, where nothing else is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            20310408 | FREQ=DAILY                                        | DAILY      | 1 | -  | -  | -
            20310408 | FREQ=DAILY;INTERVAL=3                             | DAILY      | 3 | -  | -  | -
            20310408 | FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR                   | WEEKLY     | 1 | 62 | -  | -
            20310408 | FREQ=WEEKLY                                       | WEEKLY     | 1 | -  | -  | -
            20310408 | FREQ=WEEKLY;WKST=MO;INTERVAL=2;BYDAY=TU,TH        | WEEKLY     | 2 | 20 | -  | -
            20310408 | FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,TU        | WEEKLY     | 2 | 5  | -  | -
            20310408 | FREQ=MONTHLY                                      | MONTHLY    | 1 | -  | -  | -
            20310408 | FREQ=MONTHLY;BYMONTHDAY=8                         | MONTHLY    | 1 | -  | 8  | -
            20310430 | FREQ=MONTHLY;BYMONTHDAY=-1                        | MONTHLY    | 1 | -  | 31 | -
            20310430 | FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1      | MONTHLY    | 1 | -  | 30 | -
            20310131 | FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31            | MONTHLY    | 12| -  | 31 | -
            20310408 | FREQ=MONTHLY;BYDAY=2TU                            | MONTHLYNTH | 1 | 4  | -  | 2
            20310429 | FREQ=MONTHLY;BYDAY=-1TU                           | MONTHLYNTH | 1 | 4  | -  | 5
            20310401 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1      | MONTHLYNTH | 1 | 62 | -  | 1
            20310430 | FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1 | MONTHLYNTH | 1 | 127 | - | 5
            20310408 | FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2                  | MONTHLYNTH | 1 | 4  | -  | 2
            20310408 | FREQ=YEARLY                                       | YEARLY     | 1 | -  | -  | -
            20310408 | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=8                | YEARLY     | 1 | -  | 8  | -
            20310408 | FREQ=YEARLY;BYMONTH=4;BYDAY=2TU                   | YEARLYNTH  | 1 | 4  | -  | 2
            20310429 | FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYDAY=TU;BYSETPOS=-1 | YEARLYNTH | 2 | 4 | - | 5
            20310408 | FREQ=MONTHLY;BYMONTH=4;BYDAY=2TU                  | YEARLYNTH  | 1 | 4  | -  | 2
            """)
    void rulesThatAPatternCanSay(
            String start, String rule, String type, int interval, Integer mask, Integer day, Integer instance) {
        ImportedCalendar calendar = event("DTSTART:" + start + "T090000Z", "RRULE:" + rule);
        assertThat(calendar.skipped()).isEmpty();
        RecurrencePattern pattern = calendar.recurrences().getFirst().pattern();
        assertThat(pattern.type().name()).isEqualTo(type);
        assertThat(pattern.interval()).isEqualTo(interval);
        assertThat(pattern.dayOfWeekMask()).isEqualTo(mask);
        assertThat(pattern.dayOfMonth()).isEqualTo(day);
        assertThat(pattern.instance()).isEqualTo(instance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20310131 | FREQ=MONTHLY;BYMONTHDAY=31
            20310130 | FREQ=MONTHLY
            20320229 | FREQ=YEARLY
            20310408 | FREQ=MONTHLY;BYMONTHDAY=1,15
            20310408 | FREQ=MONTHLY;BYMONTHDAY=-2
            20310429 | FREQ=MONTHLY;BYDAY=5TU
            20310408 | FREQ=MONTHLY;BYDAY=1TU,3TU
            20310408 | FREQ=MONTHLY;BYDAY=-2TU
            20310408 | FREQ=MONTHLY;BYDAY=TU
            20310613 | FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
            20310408 | FREQ=WEEKLY;WKST=MO;INTERVAL=2;BYDAY=SU,TU
            20310408 | FREQ=WEEKLY;BYMONTH=4,5
            20310408 | FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR
            20310408 | FREQ=DAILY;BYHOUR=9,15
            20310408 | FREQ=YEARLY;BYMONTH=4,10
            20310408 | FREQ=YEARLY;BYWEEKNO=15
            20310408 | FREQ=YEARLY;BYYEARDAY=98
            20310408 | FREQ=YEARLY;BYDAY=15TU
            """)
    void rulesThatNoPatternCanSay(String start, String rule) {
        ImportedCalendar calendar = event("DTSTART:" + start + "T090000Z", "RRULE:" + rule);
        assertThat(calendar.recurrences()).isEmpty();
        assertThat(calendar.meetings()).isNotEmpty();
        assertThat(calendar.skipped()).hasSize(1);
    }

    @Test
    void untilIsInclusiveAsInstantAndAsDate() {
        assertThat(dates("DTSTART;TZID=Europe/Copenhagen:20310408T090000", "FREQ=DAILY;UNTIL=20310410T070000Z"))
                .hasSize(3);
        assertThat(dates("DTSTART;TZID=Europe/Copenhagen:20310408T090000", "FREQ=DAILY;UNTIL=20310410T065959Z"))
                .hasSize(2);
        assertThat(dates("DTSTART;TZID=Europe/Copenhagen:20310408T090000", "FREQ=DAILY;UNTIL=20310410"))
                .hasSize(3);
        assertThat(dates("DTSTART:20310408T090000", "FREQ=DAILY;UNTIL=20310410T090000"))
                .hasSize(3);
        assertThat(dates("DTSTART;VALUE=DATE:20310408", "FREQ=DAILY;UNTIL=20310410"))
                .hasSize(3);
        assertThat(dates("DTSTART;VALUE=DATE:20310408", "FREQ=DAILY;UNTIL=20310410T000000Z"))
                .hasSize(3);
    }

    @Test
    void countIsKept() {
        assertThat(dates("DTSTART:20310408T090000Z", "FREQ=WEEKLY;COUNT=7;BYDAY=TU,WE"))
                .hasSize(7);
    }

    /** Whatever a rule becomes, its occurrences in the span are those of the rule. */
    @Test
    void importedOccurrencesAreThoseOfTheRule() throws BrokenComponentException {
        int patterns = 0;
        for (int seed = 1; seed <= 600; seed++) {
            Random random = new Random(seed);
            ZoneId zone = ZoneId.of(List.of("Europe/Copenhagen", "America/New_York", "Australia/Sydney", "UTC")
                    .get(random.nextInt(4)));
            LocalDateTime start = LocalDate.of(2031, 1, 1)
                    .plusDays(random.nextInt(366))
                    .atTime(random.nextInt(24), 30 * random.nextInt(2));
            String rule = rule(random);
            Moment first = new Moment(start, zone.getRules(), false);
            List<Instant> expected = EventRule.parse(rule)
                    .dates(first, start)
                    .map(first::instantOf)
                    .takeWhile(date -> date.isBefore(Samples.TO))
                    .toList();
            ImportedCalendar calendar = event(
                    "DTSTART;TZID=" + zone.getId() + ":"
                            + start.format(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")),
                    "RRULE:" + rule);
            patterns += calendar.recurrences().size();
            assertThat(imported(calendar))
                    .as("seed %s, %s from %s in %s", seed, rule, start, zone)
                    .containsAll(expected)
                    .allMatch(date -> expected.contains(date) || date.equals(first.instant()));
        }
        assertThat(patterns).as("rules that became a pattern").isGreaterThan(150);
    }

    private static String rule(Random random) {
        String[] days = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
        String twoDays = days[random.nextInt(3)] + "," + days[3 + random.nextInt(4)];
        String ordinal = List.of("1", "2", "3", "4", "5", "-1", "-2").get(random.nextInt(7));
        String rule = switch (random.nextInt(9)) {
            case 0 -> "FREQ=DAILY";
            case 1 -> "FREQ=WEEKLY;BYDAY=" + twoDays;
            case 2 -> "FREQ=WEEKLY;WKST=SU;BYDAY=" + twoDays;
            case 3 -> "FREQ=MONTHLY;BYMONTHDAY=" + (1 + random.nextInt(31));
            case 4 -> "FREQ=MONTHLY;BYDAY=" + ordinal + days[random.nextInt(7)];
            case 5 -> "FREQ=MONTHLY;BYDAY=" + twoDays + ";BYSETPOS=" + ordinal;
            case 6 -> "FREQ=YEARLY";
            case 7 -> "FREQ=YEARLY;BYMONTH=" + (1 + random.nextInt(12)) + ";BYDAY=" + ordinal + days[random.nextInt(7)];
            default -> "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1";
        };
        String interval = random.nextBoolean() ? "" : ";INTERVAL=" + (1 + random.nextInt(4));
        String end = List.of("", ";COUNT=" + (1 + random.nextInt(30)), ";UNTIL=20320601T000000Z")
                .get(random.nextInt(3));
        return rule + interval + end;
    }

    private static List<Instant> imported(ImportedCalendar calendar) {
        List<Instant> dates = new ArrayList<>();
        calendar.meetings().forEach(meeting -> dates.add(meeting.start()));
        calendar.recurrences()
                .forEach(recurrence -> Expansion.of(recurrence.pattern())
                        .occurrences(Instant.EPOCH, Samples.TO, 10_000)
                        .map(Occurrence::start)
                        .forEach(dates::add));
        return dates;
    }

    private static List<Instant> dates(String start, String rule) {
        return imported(event(start, "RRULE:" + rule));
    }
}
