package io.tidemark.calendar.ical;

import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.Weekday;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.WeekdayNum;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that a rule looks like, without times: a guess that has to be checked. Immutable.
 *
 * @param interval in the unit of {@code type}
 */
record RuleShape(
        RecurrenceType type,
        int interval,
        @Nullable Integer dayOfWeekMask,
        @Nullable Integer dayOfMonth,
        @Nullable Integer instance) {
    private static final int LAST_DAY = 31;
    private static final int LAST_INSTANCE = 5;
    private static final Set<Part> TRANSLATED = EnumSet.of(Part.BYMONTH, Part.BYMONTHDAY, Part.BYDAY, Part.BYSETPOS);
    private static final Set<Part> OTHERS = EnumSet.of(
            Part.BYWEEKNO, Part.BYYEARDAY, Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND, Part.RSCALE, Part.SKIP);

    static Optional<RuleShape> of(RecurrenceRule rule) {
        if (OTHERS.stream().anyMatch(rule::hasPart)) {
            return Optional.empty();
        }
        boolean isPlain = TRANSLATED.stream().noneMatch(rule::hasPart);
        int interval = rule.getInterval();
        return switch (rule.getFreq()) {
            case DAILY ->
                isPlain
                        ? Optional.of(new RuleShape(RecurrenceType.DAILY, interval, null, null, null))
                        : Optional.of(new RuleShape(RecurrenceType.WEEKLY, interval, mask(rule), null, null));
            case WEEKLY -> Optional.of(new RuleShape(RecurrenceType.WEEKLY, interval, mask(rule), null, null));
            case MONTHLY ->
                rule.hasPart(Part.BYMONTH)
                        ? withinMonth(rule, RecurrenceType.YEARLY, RecurrenceType.YEARLYNTH)
                        : withinMonth(rule, RecurrenceType.MONTHLY, RecurrenceType.MONTHLYNTH);
            case YEARLY -> withinMonth(rule, RecurrenceType.YEARLY, RecurrenceType.YEARLYNTH);
            default -> Optional.empty();
        };
    }

    RecurrencePattern pattern(
            Instant start,
            @Nullable Instant end,
            @Nullable Integer count,
            int durationMinutes,
            SeasonalOffsets offsets) {
        return new RecurrencePattern(
                type,
                interval,
                dayOfWeekMask,
                dayOfMonth,
                instance,
                start,
                end,
                count,
                durationMinutes,
                List.of(),
                offsets);
    }

    private static Optional<RuleShape> withinMonth(RecurrenceRule rule, RecurrenceType byDate, RecurrenceType nth) {
        int interval = rule.getInterval();
        List<Integer> days = values(rule, Part.BYMONTHDAY);
        List<Integer> positions = values(rule, Part.BYSETPOS);
        if (rule.hasPart(Part.BYDAY)) {
            List<WeekdayNum> weekdays = rule.getByDayPart();
            Integer position = positions.size() == 1 ? positions.getFirst() : null;
            if (weekdays.size() == 1 && positions.isEmpty()) {
                position = weekdays.getFirst().pos;
            }
            Integer instance = instance(position);
            return days.isEmpty() && instance != null
                    ? Optional.of(new RuleShape(nth, interval, mask(rule), null, instance))
                    : Optional.empty();
        }
        Integer day = dayOfMonth(days, positions);
        return day == null
                ? Optional.empty()
                : Optional.of(new RuleShape(byDate, interval, null, day == 0 ? null : day, null));
    }

    /** The day of a rule, 0 if it has none, and nothing if it has several that do not stand for one. */
    private static @Nullable Integer dayOfMonth(List<Integer> days, List<Integer> positions) {
        if (positions.isEmpty()) {
            return switch (days.size()) {
                case 0 -> 0;
                case 1 -> days.getFirst() == -1 ? Integer.valueOf(LAST_DAY) : positive(days.getFirst());
                default -> null;
            };
        }
        // "28,29,30" with position -1: the 30th, or the last day of a shorter month
        return !days.isEmpty() && positions.equals(List.of(-1))
                ? positive(days.stream().mapToInt(Integer::intValue).max().orElse(0))
                : null;
    }

    private static @Nullable Integer positive(int day) {
        return day > 0 ? day : null;
    }

    private static @Nullable Integer instance(@Nullable Integer position) {
        if (position == null || position < -1 || position == 0 || position >= LAST_INSTANCE) {
            return null;
        }
        return position == -1 ? LAST_INSTANCE : position;
    }

    private static @Nullable Integer mask(RecurrenceRule rule) {
        if (!rule.hasPart(Part.BYDAY)) {
            return null;
        }
        int mask = 0;
        for (WeekdayNum day : rule.getByDayPart()) {
            mask |= 1 << bit(day.weekday);
        }
        return mask;
    }

    private static int bit(Weekday day) {
        return switch (day) {
            case SU -> 0;
            case MO -> 1;
            case TU -> 2;
            case WE -> 3;
            case TH -> 4;
            case FR -> 5;
            case SA -> 6;
        };
    }

    private static List<Integer> values(RecurrenceRule rule, Part part) {
        List<Integer> values = rule.hasPart(part) ? rule.getByPart(part) : null;
        return values == null ? List.of() : List.copyOf(values);
    }
}
