package io.tidemark.calendar.recurrence;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What spec 5.11 says, word by word and as slowly as possible: looks at every day and asks whether it is a date of the pattern.
 * Shares no code with the expansion. Knows summer time that is ahead of standard time only.
 */
final class DayByDayOracle {
    private final RecurrencePattern pattern;
    private final LocalDateTime start;
    private final int days;

    /** @param days how far to walk */
    DayByDayOracle(RecurrencePattern pattern, int days) {
        this.pattern = pattern;
        this.start = local(pattern.startDate());
        this.days = days;
    }

    /** Starts of the pattern, exceptions not applied. */
    List<Instant> dates() {
        List<Instant> dates = new ArrayList<>();
        Integer count = pattern.occurrences();
        for (LocalDate day = start.toLocalDate();
                day.isBefore(start.toLocalDate().plusDays(days));
                day = day.plusDays(1)) {
            if (!isDate(day)) {
                continue;
            }
            Instant at =
                    day.equals(start.toLocalDate()) ? pattern.startDate() : instant(day.atTime(start.toLocalTime()));
            if (pattern.endDate() != null) {
                if (at.isAfter(pattern.endDate())) {
                    break;
                }
            } else if (count != null && count > 0 && dates.size() == count) {
                break;
            }
            dates.add(at);
        }
        return dates;
    }

    List<Occurrence> occurrences() {
        Map<Instant, Occurrence> byDate = new TreeMap<>();
        for (Instant date : dates()) {
            byDate.put(date, new Occurrence(date, date, date.plus(Duration.ofMinutes(pattern.durationMinutes()))));
        }
        Map<Instant, Occurrence> result = new TreeMap<>(byDate);
        for (RecurrenceException exception : pattern.exceptions()) {
            Instant original = exception.originalDate();
            if (!byDate.containsKey(original)) {
                continue;
            }
            if (exception.durationMinutes() == 0) {
                result.remove(original);
            } else {
                Instant at = exception.startDate();
                result.put(
                        original,
                        new Occurrence(original, at, at.plus(Duration.ofMinutes(exception.durationMinutes()))));
            }
        }
        return result.values().stream()
                .sorted(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::originalDate))
                .toList();
    }

    private boolean isDate(LocalDate day) {
        LocalDate first = start.toLocalDate();
        long interval = pattern.interval() == null || pattern.interval() < 1 ? 1 : pattern.interval();
        return switch (pattern.type()) {
            case DAILY -> ChronoUnit.DAYS.between(first, day) % interval == 0;
            case WEEKLY -> isInMask(day) && ChronoUnit.WEEKS.between(sunday(first), sunday(day)) % interval == 0;
            case MONTHLY -> months(first, day) % interval == 0 && isDayOrLast(day, dayOfMonth());
            case MONTHLYNTH -> months(first, day) % interval == 0 && isNth(day);
            case YEARLY ->
                day.getMonth() == first.getMonth()
                        && (day.getYear() - first.getYear()) % interval == 0
                        && isDayOrLast(day, first.getDayOfMonth());
            case YEARLYNTH ->
                day.getMonth() == first.getMonth() && (day.getYear() - first.getYear()) % interval == 0 && isNth(day);
        };
    }

    private boolean isNth(LocalDate day) {
        if (!isInMask(day)) {
            return false;
        }
        int instance = pattern.instance() == null || pattern.instance() == 0
                ? Math.clamp(positionInMonth(start.toLocalDate()), 1, 5)
                : pattern.instance();
        if (instance < 5) {
            return positionInMonth(day) == instance;
        }
        for (LocalDate later = day.plusDays(1); later.getMonth() == day.getMonth(); later = later.plusDays(1)) {
            if (isInMask(later)) {
                return false;
            }
        }
        return true;
    }

    private int positionInMonth(LocalDate day) {
        int position = 0;
        for (int number = 1; number <= day.getDayOfMonth(); number++) {
            position += isInMask(day.withDayOfMonth(number)) ? 1 : 0;
        }
        return position;
    }

    private boolean isInMask(LocalDate day) {
        Integer mask = pattern.dayOfWeekMask();
        if (mask == null || mask == 0) {
            return day.getDayOfWeek() == start.getDayOfWeek();
        }
        int value = switch (day.getDayOfWeek()) {
            case SUNDAY -> 1;
            case MONDAY -> 2;
            case TUESDAY -> 4;
            case WEDNESDAY -> 8;
            case THURSDAY -> 16;
            case FRIDAY -> 32;
            case SATURDAY -> 64;
        };
        return (mask & value) == value;
    }

    private int dayOfMonth() {
        Integer day = pattern.dayOfMonth();
        return day == null || day == 0 ? start.getDayOfMonth() : day;
    }

    private static boolean isDayOrLast(LocalDate day, int number) {
        return day.getDayOfMonth() == number
                || (number > day.lengthOfMonth() && day.getDayOfMonth() == day.lengthOfMonth());
    }

    private static long months(LocalDate first, LocalDate day) {
        return (day.getYear() - first.getYear()) * 12L + day.getMonthValue() - first.getMonthValue();
    }

    private static LocalDate sunday(LocalDate day) {
        LocalDate back = day;
        while (back.getDayOfWeek() != DayOfWeek.SUNDAY) {
            back = back.minusDays(1);
        }
        return back;
    }

    private LocalDateTime local(Instant instant) {
        return utc(instant).minusMinutes(offset(instant));
    }

    private Instant instant(LocalDateTime local) {
        SeasonalOffsets offsets = pattern.offsets();
        List<Integer> candidates = new ArrayList<>();
        candidates.add(orZero(offsets.daylightOffsetMinutes())); // ahead of standard time, so the earlier of two
        candidates.add(orZero(offsets.standardOffsetMinutes()));
        for (int candidate : candidates) {
            Instant instant = local.plusMinutes(candidate).toInstant(ZoneOffset.UTC);
            if (offset(instant) == candidate) {
                return instant;
            }
        }
        return local.plusMinutes(orZero(offsets.standardOffsetMinutes())).toInstant(ZoneOffset.UTC);
    }

    private int offset(Instant instant) {
        SeasonalOffsets offsets = pattern.offsets();
        if (offsets.daylightDate() == null || offsets.standardDate() == null) {
            return orZero(offsets.standardOffsetMinutes());
        }
        int standard = orZero(offsets.standardOffsetMinutes());
        int daylight = orZero(offsets.daylightOffsetMinutes());
        TreeMap<Instant, Integer> switches = new TreeMap<>();
        int year = utc(instant).getYear();
        for (int near = year - 1; near <= year + 1; near++) {
            switches.put(switchIn(near, offsets.daylightDate(), standard), daylight);
            switches.put(switchIn(near, offsets.standardDate(), daylight), standard);
        }
        return switches.floorEntry(instant).getValue();
    }

    private static Instant switchIn(int year, Instant given, int offsetBefore) {
        LocalDateTime model = utc(given).minusMinutes(offsetBefore);
        boolean isLast = model.getDayOfMonth() + 7 > model.toLocalDate().lengthOfMonth();
        LocalDate found = null;
        int seen = 0;
        int wanted = (model.getDayOfMonth() + 6) / 7;
        LocalDate day = LocalDate.of(year, model.getMonth(), 1);
        for (; day.getMonth() == model.getMonth(); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == model.getDayOfWeek()) {
                seen++;
                if (isLast || seen == wanted) {
                    found = day;
                }
            }
        }
        return found.atTime(model.toLocalTime()).plusMinutes(offsetBefore).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static int orZero(Integer value) {
        return value == null ? 0 : value;
    }
}
