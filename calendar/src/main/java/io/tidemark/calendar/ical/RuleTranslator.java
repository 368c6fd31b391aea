package io.tidemark.calendar.ical;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rule of an event into a recurrence pattern, if there is one that means the same. Immutable.
 *
 * <p>A shape is guessed from the rule's parts and then <i>checked</i>: the first dates of both must be equal, and the
 * pattern's summer time must agree with the zone's. The guess may therefore be generous.
 */
final class RuleTranslator {
    /**
     * How many dates are compared. The forms that differ only now and then (short months, leap days, a fifth weekday) differ
     * within this many steps, the century without a leap day included.
     */
    private static final int DATES_COMPARED = 64;

    /** How far ahead summer time is compared for a series that starts after the horizon. */
    private static final Duration AHEAD = Duration.ofDays(366);

    private final Instant from;
    private final Instant to;

    /** @param from begin of the span in which occurrences matter most, and {@code to} its end */
    RuleTranslator(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** What came of it. */
    sealed interface Translation {
        /** @param note what the pattern does not say exactly */
        record Same(RecurrencePattern pattern, @Nullable Note note) implements Translation {}

        /** @param reason a sentence */
        record None(String reason) implements Translation {}
    }

    Translation translate(Event event) {
        Event.Repetition repetition = event.repetition();
        if (repetition.rules().size() != 1 || !repetition.excludedRules().isEmpty()) {
            return new Translation.None("It repeats by a combination of rules, which no pattern can say.");
        }
        EventRule rule = repetition.rules().getFirst();
        Moment start = event.start();
        List<LocalDateTime> dates =
                rule.dates(start, start.local()).limit(DATES_COMPARED).toList();
        if (dates.isEmpty()) {
            return new Translation.None("Its rule has no dates.");
        }
        Moment first = new Moment(dates.getFirst(), start.zone(), start.isDate());
        try {
            Optional<RuleShape> shape =
                    RuleShape.of(rule.parts()).filter(candidate -> isSame(candidate, rule, first, dates));
            if (shape.isEmpty()) {
                return new Translation.None("Its rule is one that no pattern can say.");
            }
            return withZone(shape.get(), rule, first, event.durationMinutes());
        } catch (IllegalArgumentException e) {
            return new Translation.None("Its rule is beyond the limits of a pattern.");
        }
    }

    private static boolean isSame(RuleShape shape, EventRule rule, Moment first, List<LocalDateTime> dates) {
        Instant begin = first.local().toInstant(ZoneOffset.UTC);
        RecurrencePattern inUtc = shape.pattern(begin, null, rule.parts().getCount(), 0, SeasonalOffsets.NONE);
        Iterator<Occurrence> occurrences = Expansion.of(inUtc)
                .occurrences(begin, Instant.MAX, dates.size())
                .iterator();
        for (LocalDateTime date : dates) {
            if (!occurrences.hasNext() || !occurrences.next().start().equals(date.toInstant(ZoneOffset.UTC))) {
                return false;
            }
        }
        return true;
    }

    private Translation withZone(RuleShape shape, EventRule rule, Moment first, int durationMinutes) {
        Instant begin = first.instant();
        Instant last = rule.lastStart(first);
        Integer count = last == null ? rule.parts().getCount() : null;
        Instant relevant = later(begin, from);
        Instant until = later(to, begin.plus(AHEAD));
        until = last != null && last.isBefore(until) ? last : until;

        ZoneRules zone = first.zone();
        int year = first.local().getYear();
        SeasonalOffsets offsets = SeasonalOffsets.of(zone, year);
        if (offsets.agreesWith(zone, begin, until)) {
            return new Translation.Same(shape.pattern(begin, last, count, durationMinutes, offsets), null);
        }
        int relevantYear = first.localOf(relevant).getYear();
        SeasonalOffsets newer =
                SeasonalOffsets.of(SeasonalOffsets.of(zone, relevantYear).toRules(), year);
        if (newer.agreesWith(zone, relevant, until) && begin.equals(instant(first, newer))) {
            return new Translation.Same(
                    shape.pattern(begin, last, count, durationMinutes, newer),
                    new Note(
                            "The law on summer time in its zone was changed after it began.",
                            "The exact time of some occurrences before " + LocalDate.ofInstant(relevant, ZoneOffset.UTC)
                                    + "."));
        }
        return new Translation.None("The summer time of its zone is one that no pattern can say.");
    }

    /** The start by other offsets; a pattern counts local time by its own. */
    private static Instant instant(Moment first, SeasonalOffsets offsets) {
        return new Moment(first.local(), offsets.toRules(), first.isDate()).instant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
