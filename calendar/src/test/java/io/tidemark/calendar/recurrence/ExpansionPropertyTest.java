package io.tidemark.calendar.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated patterns against the {@link DayByDayOracle}. A failure names the seed and prints the pattern. */
class ExpansionPropertyTest {
    private static final int PATTERNS = 1_000;
    private static final int DAYS_WALKED = 4_000;

    /** Occurrences of the last year that is walked may be moved or cut by the walk's end; questions stay before it. */
    private static final Duration QUESTIONED = Duration.ofDays(DAYS_WALKED - 400);

    private static final String[] ZONES = {
        "Europe/Copenhagen", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"
    };
    private static final int[] CLOCK_MINUTES = {0, 30, 90, 120, 150, 165, 180, 540, 1410};

    @Test
    void expansionAgreesWithTheWalk() {
        for (int seed = 1; seed <= PATTERNS; seed++) {
            Random random = new Random(seed);
            RecurrencePattern pattern = pattern(random);
            List<Occurrence> walked = new DayByDayOracle(pattern, DAYS_WALKED).occurrences();
            Expansion expansion = Expansion.of(pattern);
            for (int question = 0; question < 8; question++) {
                Instant from =
                        pattern.startDate().plus(seconds(random, QUESTIONED)).minus(Duration.ofDays(200));
                Instant to = from.plus(seconds(random, Duration.ofDays(question < 4 ? 20 : 800)));
                Instant last = pattern.startDate().plus(QUESTIONED);
                Instant end = to.isAfter(last) ? last : to;
                int limit = 1 + random.nextInt(300);
                List<Occurrence> expected = walked.stream()
                        .filter(occurrence -> overlaps(occurrence, from, end))
                        .limit(limit)
                        .toList();
                assertThat(expansion.occurrences(from, end, limit).toList())
                        .as("seed %s, [%s, %s), limit %s, %s", seed, from, end, limit, pattern)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void lastEndAgreesWithTheWalkAndDatesAreRecognised() {
        for (int seed = 1; seed <= PATTERNS; seed++) {
            Random random = new Random(seed);
            RecurrencePattern pattern = pattern(random);
            DayByDayOracle oracle = new DayByDayOracle(pattern, DAYS_WALKED);
            List<Instant> dates = oracle.dates();
            Expansion expansion = Expansion.of(pattern);
            assertThat(dates).as("seed %s, %s", seed, pattern).allMatch(expansion::isDate);
            for (Instant date : dates.subList(0, Math.min(20, dates.size()))) {
                assertThat(expansion.isDate(date.plusSeconds(1)))
                        .as("seed %s, %s", seed, pattern)
                        .isFalse();
            }
            boolean isWalkedToItsEnd = expansion
                    .lastEnd()
                    .filter(end -> end.isBefore(pattern.startDate().plus(QUESTIONED)))
                    .isPresent();
            if (isWalkedToItsEnd) {
                Instant regular = dates.isEmpty()
                        ? pattern.startDate()
                        : dates.getLast().plus(Duration.ofMinutes(pattern.durationMinutes()));
                Instant latest = oracle.occurrences().stream()
                        .map(Occurrence::end)
                        .filter(end -> end.isAfter(regular))
                        .max(Instant::compareTo)
                        .orElse(regular);
                assertThat(expansion.lastEnd()).as("seed %s, %s", seed, pattern).contains(latest);
            }
        }
    }

    private static RecurrencePattern pattern(Random random) {
        ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
        int year = 2010 + random.nextInt(25);
        Instant start = LocalDate.ofYearDay(year, 1 + random.nextInt(365))
                .atStartOfDay()
                .plusMinutes(CLOCK_MINUTES[random.nextInt(CLOCK_MINUTES.length)])
                .atZone(zone)
                .toInstant();
        SeasonalOffsets offsets = random.nextInt(10) == 0
                ? SeasonalOffsets.fixed(random.nextInt(1441) - 720)
                : SeasonalOffsets.of(zone.getRules(), year);
        RecurrenceType[] types = RecurrenceType.values();
        PatternBuilder builder = PatternBuilder.pattern(types[random.nextInt(types.length)], start, offsets)
                .every(random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(5)))
                .mask(random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(128)))
                .dayOfMonth(random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(32)))
                .instance(random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(6)))
                .minutes(new int[] {0, 30, 60, 1440, 20_000}[random.nextInt(5)]);
        switch (random.nextInt(4)) {
            case 0 -> builder.times(random.nextInt(60));
            case 1 -> builder.until(start.plus(seconds(random, Duration.ofDays(900))));
            case 2 ->
                builder.until(start.plus(Duration.ofDays(random.nextInt(900)))).times(3);
            default -> {}
        }
        List<Instant> dates = new DayByDayOracle(builder.build(), DAYS_WALKED / 2).dates();
        for (int number = random.nextInt(6); number > 0 && !dates.isEmpty(); number--) {
            Instant original = dates.get(random.nextInt(dates.size()));
            Instant moved = original.plus(seconds(random, Duration.ofDays(60))).minus(Duration.ofDays(30));
            builder.except(
                    switch (random.nextInt(4)) {
                        case 0 -> RecurrenceException.deleted(original);
                        case 1 -> RecurrenceException.deleted(moved);
                        case 2 -> new RecurrenceException(moved, original, 45);
                        default -> new RecurrenceException(original, moved, 1 + random.nextInt(3000));
                    });
        }
        return builder.build();
    }

    private static boolean overlaps(Occurrence occurrence, Instant from, Instant to) {
        boolean isPoint = occurrence.start().equals(occurrence.end());
        return isPoint
                ? !occurrence.start().isBefore(from) && occurrence.start().isBefore(to)
                : occurrence.start().isBefore(to) && occurrence.end().isAfter(from);
    }

    private static Duration seconds(Random random, Duration max) {
        return Duration.ofSeconds(random.nextLong(max.toSeconds()));
    }
}
