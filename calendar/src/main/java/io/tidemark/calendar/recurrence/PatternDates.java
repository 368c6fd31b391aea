package io.tidemark.calendar.recurrence;

import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * The local dates of a pattern, without end, count and exceptions. Immutable.
 *
 * <p>A pattern is cut into <i>periods</i> (days, Sunday weeks, months, years), of which every {@code interval}th holds dates.
 * What lies in a period depends on nothing before it, so lib-recur may be started at any of these periods: that makes both
 * {@link #from} and {@link #nth} independent of the distance to the start. Every such period after the first holds the same
 * number of dates, at least one, so no search is needed and none can fail to end.
 */
final class PatternDates {
    private static final String[] DAY_CODES = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    private static final int LAST = 5;
    private static final int YEAR_MAX = 9999;

    private final LocalDate start;
    private final ChronoUnit unit;
    private final int interval;
    private final int datesPerPeriod;
    private final RecurrenceRule rule;

    PatternDates(RecurrencePattern pattern, LocalDate start) {
        this.start = start;
        this.interval = Math.max(1, given(pattern.interval(), 1));
        int mask = given(pattern.dayOfWeekMask(), bit(start.getDayOfWeek()));
        this.unit = switch (pattern.type()) {
            case DAILY -> ChronoUnit.DAYS;
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY, MONTHLYNTH -> ChronoUnit.MONTHS;
            case YEARLY, YEARLYNTH -> ChronoUnit.YEARS;
        };
        this.datesPerPeriod = pattern.type() == RecurrenceType.WEEKLY ? Integer.bitCount(mask) : 1;
        String inMonth = ";BYMONTH=" + start.getMonthValue();
        this.rule = parse(
                switch (pattern.type()) {
                    case DAILY -> "FREQ=DAILY";
                    case WEEKLY -> "FREQ=WEEKLY;WKST=SU;BYDAY=" + days(mask);
                    case MONTHLY -> "FREQ=MONTHLY" + dayOrLast(given(pattern.dayOfMonth(), start.getDayOfMonth()));
                    case MONTHLYNTH -> "FREQ=MONTHLY" + nthOf(mask, pattern.instance());
                    case YEARLY -> "FREQ=YEARLY" + inMonth + dayOrLast(start.getDayOfMonth());
                    case YEARLYNTH -> "FREQ=YEARLY" + inMonth + nthOf(mask, pattern.instance());
                });
        rule.iterator(dateTime(start)); // the first call completes the rule; later ones only read it, from any thread
    }

    /** The dates on or after {@code earliest}, in order, through the year 9999. */
    Iterator<LocalDate> from(LocalDate earliest) {
        if (earliest.isAfter(start)) {
            long periods = unit.between(periodStart(start), periodStart(earliest)) / interval;
            return new Dates(period(periods), earliest);
        }
        return new Dates(start, start);
    }

    /** The nth date, counted from 1; empty if it lies after the year 9999. */
    Optional<LocalDate> nth(int n) {
        int inFirstPeriod = 0;
        LocalDate secondPeriod = periodStart(start).plus(1, unit);
        for (Iterator<LocalDate> dates = from(start); dates.hasNext(); ) {
            LocalDate date = dates.next();
            if (!date.isBefore(secondPeriod)) {
                break;
            }
            inFirstPeriod++;
            if (inFirstPeriod == n) {
                return Optional.of(date);
            }
        }
        int later = n - inFirstPeriod - 1;
        LocalDate anchor = period(1 + later / datesPerPeriod);
        Iterator<LocalDate> dates = new Dates(anchor, anchor);
        for (int skip = later % datesPerPeriod; skip > 0 && dates.hasNext(); skip--) {
            dates.next();
        }
        return dates.hasNext() ? Optional.of(dates.next()) : Optional.empty();
    }

    /** The last date on or before {@code latest}; empty if the first one is later. */
    Optional<LocalDate> lastUntil(LocalDate latest) {
        LocalDate last = null;
        // Two neighbours are less than an interval and a period apart.
        Iterator<LocalDate> dates = from(latest.minus(interval + 1L, unit));
        while (dates.hasNext()) {
            LocalDate date = dates.next();
            if (date.isAfter(latest)) {
                break;
            }
            last = date;
        }
        return Optional.ofNullable(last);
    }

    private LocalDate periodStart(LocalDate date) {
        return switch (unit) {
            case WEEKS -> date.with(previousOrSame(DayOfWeek.SUNDAY));
            case MONTHS -> date.withDayOfMonth(1);
            case YEARS -> date.withDayOfYear(1);
            default -> date;
        };
    }

    /** The first day of the period that is {@code number} intervals after the start's, or the start itself for 0. */
    private LocalDate period(long number) {
        return number == 0 ? start : periodStart(start).plus(number * interval, unit);
    }

    /** A day of the month, or the month's last day if that is earlier: the last among 28 and the days up to it. */
    private static String dayOrLast(int day) {
        if (day <= 28) {
            return ";BYMONTHDAY=" + day;
        }
        StringBuilder days = new StringBuilder(";BYMONTHDAY=28");
        for (int next = 29; next <= day; next++) {
            days.append(',').append(next);
        }
        return days.append(";BYSETPOS=-1").toString();
    }

    private String nthOf(int mask, @Nullable Integer instance) {
        int nth = given(instance, ordinalOfStart(mask));
        return ";BYDAY=" + days(mask) + ";BYSETPOS=" + (nth == LAST ? -1 : nth);
    }

    private int ordinalOfStart(int mask) {
        int ordinal = (int) start.withDayOfMonth(1)
                .datesUntil(start.plusDays(1))
                .filter(date -> (mask & bit(date.getDayOfWeek())) != 0)
                .count();
        return Math.clamp(ordinal, 1, LAST);
    }

    private static String days(int mask) {
        List<String> days = new ArrayList<>();
        for (int day = 0; day < DAY_CODES.length; day++) {
            if ((mask & 1 << day) != 0) {
                days.add(DAY_CODES[day]);
            }
        }
        return String.join(",", days);
    }

    private static int bit(DayOfWeek day) {
        return 1 << day.getValue() % 7; // DayOfWeek counts from Monday = 1 to Sunday = 7, the mask from Sunday
    }

    private static int given(@Nullable Integer value, int otherwise) {
        return value == null || value == 0 ? otherwise : value;
    }

    private static DateTime dateTime(LocalDate date) {
        return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
    }

    private RecurrenceRule parse(String ruleWithoutInterval) {
        try {
            return new RecurrenceRule(ruleWithoutInterval + ";INTERVAL=" + interval);
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalStateException("lib-recur refused a rule that was built here", e);
        }
    }

    /** The rule's dates from one of its periods on. Confined to one thread. */
    private final class Dates implements Iterator<LocalDate> {
        private final @Nullable RecurrenceRuleIterator iterator;
        private @Nullable LocalDate next;

        Dates(LocalDate anchor, LocalDate earliest) {
            iterator = anchor.getYear() > YEAR_MAX ? null : rule.iterator(dateTime(anchor));
            do {
                next = advance();
            } while (next != null && next.isBefore(earliest));
        }

        private @Nullable LocalDate advance() {
            if (iterator == null || !iterator.hasNext()) {
                return null;
            }
            DateTime date = iterator.nextDateTime();
            return date.getYear() > YEAR_MAX
                    ? null
                    : LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public LocalDate next() {
            LocalDate result = next;
            if (result == null) {
                throw new NoSuchElementException();
            }
            next = advance();
            return result;
        }
    }
}
