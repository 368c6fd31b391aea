package io.tidemark.calendar.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of a pattern, by the rules of spec 5.11. Immutable.
 *
 * <p>The cost of a question depends on the number of occurrences in the answer and of exceptions in the pattern, not on the
 * distance to the pattern's start. No occurrence starts after the year 9999.
 */
public final class Expansion {
    private final Duration length;
    private final ZoneRules zone;
    private final Instant startDate;
    private final LocalDate startLocalDate;
    private final LocalTime clockTime;
    private final PatternDates dates;
    private final boolean endless;

    /** No date of the pattern starts after this instant. */
    private final Instant latestStart;

    /** By original date; those that do not name a date of the pattern have no effect. */
    private final Map<Instant, RecurrenceException> exceptions = new HashMap<>();

    private Expansion(RecurrencePattern pattern) {
        length = Duration.ofMinutes(pattern.durationMinutes());
        zone = pattern.offsets().toRules();
        startDate = pattern.startDate();
        LocalDateTime start = local(startDate);
        startLocalDate = start.toLocalDate();
        clockTime = start.toLocalTime();
        dates = new PatternDates(pattern, startLocalDate);
        Integer count = pattern.occurrences();
        Instant end = pattern.endDate();
        if (end != null) {
            endless = false;
            latestStart = end;
        } else if (count != null && count > 0) {
            endless = false;
            latestStart = dates.nth(count).map(this::startOn).orElse(Bounds.LATEST);
        } else {
            endless = true;
            latestStart = Bounds.LATEST;
        }
        for (RecurrenceException exception : pattern.exceptions()) {
            if (isDate(exception.originalDate())) {
                exceptions.put(exception.originalDate(), exception);
            }
        }
    }

    public static Expansion of(RecurrencePattern pattern) {
        return new Expansion(pattern);
    }

    /**
     * The occurrences that overlap {@code [from, to)}, by start, then by original date.
     *
     * <p>Exceptions are applied: a deleted occurrence is left out, a moved one is found where it was moved to and only there.
     * Of several exceptions for one date the last given counts; one whose original date is not exactly a start of the
     * pattern has no effect. The stream is lazy.
     *
     * @param limit the most occurrences to return, at least 0; ask for one more than you want to learn whether there is more
     */
    public Stream<Occurrence> occurrences(Instant from, Instant to, int limit) {
        List<Occurrence> moved = exceptions.values().stream()
                .filter(exception -> !exception.isDeleted())
                .map(Expansion::moved)
                .filter(occurrence -> occurrence.overlaps(from, to))
                .sorted(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::originalDate))
                .toList();
        Iterator<Occurrence> merged = new Merged(new Regular(from, to), moved.iterator());
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .limit(limit);
    }

    /** Whether the pattern puts an occurrence at exactly this start; exceptions do not matter. */
    public boolean isDate(Instant originalDate) {
        if (originalDate.isBefore(startDate) || originalDate.isAfter(latestStart)) {
            return false;
        }
        LocalDate date = local(originalDate).toLocalDate();
        // A clock time that the switch to summer time skips may be carried into the next date.
        for (Iterator<LocalDate> near = dates.from(date.minusDays(1)); near.hasNext(); ) {
            LocalDate candidate = near.next();
            if (candidate.isAfter(date)) {
                return false;
            }
            if (startOn(candidate).equals(originalDate)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The latest end of any occurrence; empty if the pattern is endless.
     *
     * <p>Meant for indexing: deleted occurrences count as if they took place, so it may lie after the end of the last one
     * that does. A pattern without any occurrence answers its start date.
     */
    public Optional<Instant> lastEnd() {
        if (endless) {
            return Optional.empty();
        }
        Instant last = lastStart().map(start -> start.plus(length)).orElse(startDate);
        for (RecurrenceException exception : exceptions.values()) {
            Instant end = moved(exception).end();
            last = end.isAfter(last) ? end : last;
        }
        return Optional.of(last);
    }

    private Optional<Instant> lastStart() {
        LocalDate latest = local(latestStart).toLocalDate();
        return dates.lastUntil(latest)
                .map(this::startOn)
                .filter(start -> !start.isAfter(latestStart))
                .or(() -> dates.lastUntil(latest.minusDays(1)).map(this::startOn));
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone.getOffset(instant));
    }

    /** The clock time on a date. In a gap the offset before it holds, at an overlap the first of the two. */
    private Instant startOn(LocalDate date) {
        if (date.equals(startLocalDate)) {
            return startDate; // which may be the second of the two
        }
        LocalDateTime local = date.atTime(clockTime);
        return local.toInstant(zone.getOffset(local));
    }

    private static Occurrence moved(RecurrenceException exception) {
        Instant start = exception.startDate();
        Instant end = start.plus(Duration.ofMinutes(exception.durationMinutes()));
        return new Occurrence(exception.originalDate(), start, end);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** The pattern's own occurrences that overlap a span and have no exception. Confined to one thread. */
    private final class Regular implements Iterator<Occurrence> {
        private final Instant from;
        private final Instant to;
        private final Iterator<LocalDate> remaining;
        private @Nullable Occurrence next;

        Regular(Instant from, Instant to) {
            this.from = later(from, startDate);
            this.to = to;
            Instant earliestStart = later(this.from.isAfter(Bounds.LATEST) ? Bounds.LATEST : this.from, startDate);
            LocalDate earliest = local(earliestStart).toLocalDate().minusDays(length.toDays() + 2);
            this.remaining = dates.from(earliest);
            this.next = advance();
        }

        private @Nullable Occurrence advance() {
            while (remaining.hasNext()) {
                Instant start = startOn(remaining.next());
                if (start.isAfter(latestStart) || !start.isBefore(to)) {
                    return null;
                }
                Occurrence occurrence = new Occurrence(start, start, start.plus(length));
                if (occurrence.overlaps(from, to) && !exceptions.containsKey(start)) {
                    return occurrence;
                }
            }
            return null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Occurrence next() {
            Occurrence result = next;
            if (result == null) {
                throw new NoSuchElementException();
            }
            next = advance();
            return result;
        }
    }

    /** Two ordered sources as one. Confined to one thread. */
    private static final class Merged implements Iterator<Occurrence> {
        private final Regular regular;
        private final Iterator<Occurrence> moved;
        private @Nullable Occurrence nextMoved;

        Merged(Regular regular, Iterator<Occurrence> moved) {
            this.regular = regular;
            this.moved = moved;
            this.nextMoved = moved.hasNext() ? moved.next() : null;
        }

        @Override
        public boolean hasNext() {
            return nextMoved != null || regular.hasNext();
        }

        @Override
        public Occurrence next() {
            Occurrence candidate = nextMoved;
            Occurrence other = regular.next;
            if (candidate == null || (other != null && isBefore(other, candidate))) {
                return regular.next();
            }
            nextMoved = moved.hasNext() ? moved.next() : null;
            return candidate;
        }

        private static boolean isBefore(Occurrence a, Occurrence b) {
            int byStart = a.start().compareTo(b.start());
            return byStart < 0 || (byStart == 0 && a.originalDate().isBefore(b.originalDate()));
        }
    }
}
