package io.tidemark.calendar.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule of RFC 5545 3.3.10, with its end taken out, so that it can be counted in local time. Do not change {@link
 * #parts}.
 *
 * @param until the rule's {@code UNTIL}, if it has one
 */
record EventRule(RecurrenceRule parts, @Nullable DateTime until) {
    private static final int YEAR_MAX = 9998;

    /** The bound of a pattern; lib-recur needs minutes for a step of millions of years. */
    private static final int INTERVAL_MAX = 10_000;

    /** Strict: a lenient reader drops the parts that it cannot read, and the rule then means more than was written. */
    static EventRule parse(String text) throws BrokenComponentException {
        try {
            RecurrenceRule rule = new RecurrenceRule(text.strip(), RfcMode.RFC5545_STRICT);
            DateTime until = rule.getUntil();
            if (until != null) {
                rule.setUntil(null);
            }
            Freq frequency = rule.getFreq();
            if (frequency == Freq.HOURLY || frequency == Freq.MINUTELY || frequency == Freq.SECONDLY) {
                throw new BrokenComponentException("It repeats more often than daily.");
            }
            if (rule.getInterval() > INTERVAL_MAX) {
                throw new BrokenComponentException(
                        "It repeats less often than every " + INTERVAL_MAX + " units of its rule.");
            }
            return new EventRule(rule, until);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new BrokenComponentException("Its recurrence rule is not one of RFC 5545.");
        }
    }

    /** The last instant at which an occurrence of a series may start; absent if the rule has no {@code UNTIL}. */
    @Nullable
    Instant lastStart(Moment start) {
        if (until == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.of(
                until.getYear(),
                until.getMonth() + 1,
                until.getDayOfMonth(),
                until.isAllDay() ? 0 : until.getHours(),
                until.isAllDay() ? 0 : until.getMinutes(),
                until.isAllDay() ? 0 : until.getSeconds());
        if (until.isAllDay() || start.isDate()) {
            return start.instantOf(local.toLocalDate().atTime(23, 59, 59));
        }
        return until.isFloating() ? start.instantOf(local) : local.toInstant(ZoneOffset.UTC);
    }

    /**
     * The local dates and times of the rule alone, on or after {@code earliest}, in order. The stream ends where the rule
     * does, after the year 9998, or when the rule matches nothing for a thousand periods.
     */
    Stream<LocalDateTime> dates(Moment start, LocalDateTime earliest) {
        Instant last = lastStart(start);
        Iterator<LocalDateTime> dates = new Dates(parts, start.local(), earliest);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(dates, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .takeWhile(date -> last == null || !start.instantOf(date).isAfter(last));
    }

    /** Confined to one thread. */
    private static final class Dates implements Iterator<LocalDateTime> {
        private @Nullable RecurrenceRuleIterator iterator;

        Dates(RecurrenceRule rule, LocalDateTime start, LocalDateTime earliest) {
            guarded(() -> {
                iterator = rule.iterator(dateTime(start));
                if (earliest.isAfter(start)) {
                    iterator.fastForward(dateTime(earliest));
                }
            });
        }

        @Override
        public boolean hasNext() {
            return iterator != null
                    && iterator.hasNext()
                    && iterator.peekDateTime().getYear() <= YEAR_MAX;
        }

        @Override
        public LocalDateTime next() {
            if (iterator == null) {
                throw new NoSuchElementException();
            }
            RecurrenceRuleIterator current = iterator;
            DateTime next = current.peekDateTime();
            guarded(current::nextDateTime);
            return LocalDateTime.of(
                    next.getYear(),
                    next.getMonth() + 1,
                    next.getDayOfMonth(),
                    next.getHours(),
                    next.getMinutes(),
                    next.getSeconds());
        }

        /** lib-recur looks one date ahead and gives up with an exception if it finds none: that is the rule's end. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                iterator = null;
            }
        }

        private static DateTime dateTime(LocalDateTime time) {
            return new DateTime(
                    time.getYear(),
                    time.getMonthValue() - 1,
                    time.getDayOfMonth(),
                    time.getHour(),
                    time.getMinute(),
                    time.getSecond());
        }
    }
}
