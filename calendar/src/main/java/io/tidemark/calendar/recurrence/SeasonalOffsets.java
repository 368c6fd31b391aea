package io.tidemark.calendar.recurrence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time zone that a pattern carries with it: two offsets and the two switches between them. Immutable.
 *
 * <p>Offsets are minutes with the sign of "UTC = local + offset": Central Europe has -60 and -120 (spec 3.16). The switches
 * are given for one year and are repeated in all others as the nth weekday of their month, or as the last one if they lie
 * within the month's last seven days, at the same local clock time (spec 5.11). Summer time may span the turn of the year.
 *
 * @param standardOffsetMinutes offset outside summer time; absent means 0
 * @param daylightOffsetMinutes offset in summer time
 * @param daylightDate the moment of the switch to summer time
 * @param standardDate the moment of the switch back
 */
public record SeasonalOffsets(
        @Nullable Integer standardOffsetMinutes,
        @Nullable Integer daylightOffsetMinutes,
        @Nullable Instant daylightDate,
        @Nullable Instant standardDate) {

    /** Nothing given: local time is UTC. */
    public static final SeasonalOffsets NONE = new SeasonalOffsets(null, null, null, null);

    private static final int SECONDS_PER_MINUTE = 60;

    /** Throws {@link IllegalArgumentException} for offsets beyond 18 hours or more than 12 hours apart. */
    public SeasonalOffsets {
        Bounds.check(
                "standardOffsetMinutes", standardOffsetMinutes, -Bounds.OFFSET_MINUTES_MAX, Bounds.OFFSET_MINUTES_MAX);
        Bounds.check(
                "daylightOffsetMinutes", daylightOffsetMinutes, -Bounds.OFFSET_MINUTES_MAX, Bounds.OFFSET_MINUTES_MAX);
        if (standardOffsetMinutes != null && daylightOffsetMinutes != null) {
            int shift = daylightOffsetMinutes - standardOffsetMinutes;
            Bounds.check(
                    "daylight shift", shift, -Bounds.DAYLIGHT_SHIFT_MINUTES_MAX, Bounds.DAYLIGHT_SHIFT_MINUTES_MAX);
        }
        daylightDate = wholeSeconds("daylightDate", daylightDate);
        standardDate = wholeSeconds("standardDate", standardDate);
    }

    /** Standard time all year; the sign is that of "UTC = local + offset". */
    public static SeasonalOffsets fixed(int standardOffsetMinutes) {
        return new SeasonalOffsets(standardOffsetMinutes, null, null, null);
    }

    /**
     * What a zone does in one year, for a pattern that starts in that year.
     *
     * <p>A year without exactly one switch to summer time and one back (zones that keep one time, or that changed their law)
     * gives the offset at the end of that year alone. A zone whose switches do not fall on an nth or last weekday agrees with
     * the result in that year only; {@link #agreesWith} tells.
     *
     * @param rules {@code zone.getRules()}
     * @param year the local year
     */
    public static SeasonalOffsets of(ZoneRules rules, int year) {
        Instant begin = startOf(year, rules);
        Instant end = startOf(year + 1, rules);
        ZoneOffsetTransition toDaylight = null;
        ZoneOffsetTransition toStandard = null;
        int transitions = 0;
        for (ZoneOffsetTransition next = rules.nextTransition(begin.minusSeconds(1));
                next != null && next.getInstant().isBefore(end);
                next = rules.nextTransition(next.getInstant())) {
            transitions++;
            if (rules.isDaylightSavings(next.getInstant())) {
                toDaylight = next;
            } else {
                toStandard = next;
            }
        }
        if (transitions != 2 || toDaylight == null || toStandard == null) {
            return fixed(minutes(rules.getOffset(end.minusSeconds(1))));
        }
        return new SeasonalOffsets(
                minutes(toStandard.getOffsetAfter()),
                minutes(toDaylight.getOffsetAfter()),
                toDaylight.getInstant(),
                toStandard.getInstant());
    }

    /**
     * These offsets as rules of {@code java.time}, valid from the year 1.
     *
     * <p>A local time that a switch to summer time skips is moved by the length of the gap, one that occurs twice is the
     * first; that is what {@code java.time} does and RFC 5545 3.3.5 asks for.
     */
    public ZoneRules toRules() {
        ZoneOffset standard = offset(standardOffsetMinutes == null ? 0 : standardOffsetMinutes);
        if (standardOffsetMinutes == null
                || daylightOffsetMinutes == null
                || daylightDate == null
                || standardDate == null
                || standardOffsetMinutes.equals(daylightOffsetMinutes)
                || daylightDate.equals(standardDate)) {
            return ZoneRules.of(standard);
        }
        ZoneOffset daylight = offset(daylightOffsetMinutes);
        List<ZoneOffsetTransitionRule> yearly = List.of(
                        yearly(daylightDate, standard, standard, daylight),
                        yearly(standardDate, standard, daylight, standard))
                .stream()
                .sorted(Comparator.comparing(rule -> rule.createTransition(2000).getInstant()))
                .toList();
        // ZoneRules consults yearly rules only after a first transition, so the year 0 supplies one.
        ZoneOffsetTransition first = yearly.getLast().createTransition(0);
        return ZoneRules.of(standard, first.getOffsetBefore(), List.of(), List.of(first), yearly);
    }

    /** Whether local time is the same here and there at every instant of {@code [from, to)}. */
    public boolean agreesWith(ZoneRules zone, Instant from, Instant to) {
        ZoneRules own = toRules();
        Instant at = from;
        while (at.isBefore(to)) {
            if (!own.getOffset(at).equals(zone.getOffset(at))) {
                return false;
            }
            Instant ownNext = nextChange(own, at, to);
            Instant zoneNext = nextChange(zone, at, to);
            at = ownNext.isBefore(zoneNext) ? ownNext : zoneNext;
        }
        return true;
    }

    private static Instant nextChange(ZoneRules rules, Instant at, Instant limit) {
        ZoneOffsetTransition next = rules.nextTransition(at);
        return next == null || next.getInstant().isAfter(limit) ? limit : next.getInstant();
    }

    private static ZoneOffsetTransitionRule yearly(
            Instant moment, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, before);
        int day = local.getDayOfMonth();
        boolean last = day > local.toLocalDate().lengthOfMonth() - 7;
        int onOrAfter = (day - 1) / 7 * 7 + 1; // 1, 8, 15 or 22: the day from which the nth weekday is the first
        return ZoneOffsetTransitionRule.of(
                local.getMonth(),
                last ? -1 : onOrAfter,
                local.getDayOfWeek(),
                local.toLocalTime(),
                false,
                TimeDefinition.WALL,
                standard,
                before,
                after);
    }

    private static Instant startOf(int year, ZoneRules rules) {
        LocalDateTime local = LocalDateTime.of(year, 1, 1, 0, 0);
        return local.toInstant(rules.getOffset(local));
    }

    private static ZoneOffset offset(int minutes) {
        return ZoneOffset.ofTotalSeconds(-minutes * SECONDS_PER_MINUTE);
    }

    private static int minutes(ZoneOffset offset) {
        return Math.floorDiv(-offset.getTotalSeconds(), SECONDS_PER_MINUTE);
    }

    private static @Nullable Instant wholeSeconds(String name, @Nullable Instant moment) {
        return moment == null ? null : Bounds.instant(name, moment).truncatedTo(ChronoUnit.SECONDS);
    }
}
