package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.RuleTranslator.Translation;
import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.RecurrenceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins the events of one UID (the series and its changed occurrences) into meetings and recurrences. Confined to one thread.
 *
 * <p>Each event of the group ends in exactly one place of the {@link Result}.
 */
final class SeriesReader {
    /** The most meetings that one series is written out into. */
    static final int SINGLES_MAX = 1_000;

    /** The most series with a rule that are written out. */
    private static final int SERIES_MAX = 5_000;

    private final RuleTranslator translator;
    private final Instant from;
    private final Instant to;
    private int seriesWrittenOut;

    SeriesReader(Instant from, Instant to) {
        this.translator = new RuleTranslator(from, to);
        this.from = from;
        this.to = to;
    }

    /** What became of a group. */
    record Result(List<ImportedMeeting> meetings, List<ImportedRecurrence> recurrences, List<Skipped> skipped) {
        Result() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void skip(Event event, String reason, String lost) {
            skipped.add(event.skipped(Skipped.Extent.ENTIRE, reason, lost));
        }

        void note(Event event, Note note) {
            skipped.add(event.skipped(Skipped.Extent.PART, note.reason(), note.lost()));
        }
    }

    Result read(List<Event> group) {
        Result result = new Result();
        Event series = newest(
                group.stream().filter(event -> event.recurrenceId() == null).toList(), result);
        Map<Instant, List<Event>> byOriginal = new TreeMap<>();
        for (Event event : group) {
            Moment id = event.recurrenceId();
            if (id != null) {
                Instant original = (series == null ? id : series.start().align(id)).instant();
                byOriginal.computeIfAbsent(original, key -> new ArrayList<>()).add(event);
            }
        }
        NavigableMap<Instant, Event> changes = new TreeMap<>();
        byOriginal.forEach((original, versions) -> {
            Event newest = newest(versions, result);
            if (newest != null) {
                changes.put(original, newest);
            }
        });
        if (series == null) {
            changes.forEach((original, change) -> standAlone(change, original, result));
            return result;
        }
        if (series.repetition().isNone() && changes.isEmpty()) {
            result.meetings().add(series.meeting());
            notes(series, result);
            return result;
        }
        if (!series.repetition().rules().isEmpty()) {
            switch (translator.translate(series)) {
                case Translation.Same same -> recurrence(series, same, changes, result);
                case Translation.None none -> singles(series, none.reason(), changes, result);
            }
            return result;
        }
        singles(series, "It takes place on listed dates (RDATE), which no pattern can say.", changes, result);
        return result;
    }

    private static @Nullable Event newest(List<Event> versions, Result result) {
        Event newest =
                versions.stream().max(Comparator.comparing(Event::version)).orElse(null);
        for (Event version : versions) {
            if (newest != null && version.line() != newest.line()) {
                result.skip(
                        version,
                        "The file has a newer version of it in line " + newest.line() + ".",
                        "Nothing, if the newer version is the valid one.");
            }
        }
        return newest;
    }

    private void recurrence(Event series, Translation.Same same, NavigableMap<Instant, Event> changes, Result result) {
        Expansion expansion = Expansion.of(same.pattern());
        NavigableSet<Instant> deleted = new TreeSet<>();
        NavigableSet<Instant> outside = new TreeSet<>();
        outside.add(series.start().instant());
        series.repetition().dates().forEach(date -> outside.add(date.instant()));
        outside.removeIf(expansion::isDate);
        for (Moment excluded : series.repetition().excludedDates()) {
            outside.remove(excluded.instant());
            if (expansion.isDate(excluded.instant())) {
                deleted.add(excluded.instant());
            }
        }
        List<ImportedInstance> instances = new ArrayList<>();
        changes.forEach((original, change) -> {
            outside.remove(original);
            if (!expansion.isDate(original)) {
                standAloneOfSeries(change, original, result);
            } else if (change.meeting().cancelled()) {
                deleted.add(original);
                notes(change, result);
            } else {
                deleted.remove(original); // an occurrence that is described takes place
                instances.add(new ImportedInstance(original, change.meeting()));
                notes(change, result);
            }
        });
        List<RecurrenceException> exceptions =
                deleted.stream().map(RecurrenceException::deleted).toList();
        ImportedMeeting template = series.meetingAt(series.uid(), same.pattern().startDate());
        result.recurrences()
                .add(new ImportedRecurrence(template, same.pattern().withExceptions(exceptions), instances));
        outside.forEach(start -> result.meetings().add(series.meetingAt(series.standaloneUid(start), start)));
        if (!outside.isEmpty()) {
            result.note(
                    series,
                    new Note(
                            "It has dates outside its rule (DTSTART or RDATE), which no pattern can say.",
                            "Their tie to the series: " + outside.size() + " are meetings of their own."));
        }
        if (same.note() != null) {
            result.note(series, same.note());
        }
        notes(series, result);
    }

    private void singles(Event series, String reason, NavigableMap<Instant, Event> changes, Result result) {
        changes.forEach((original, change) -> standAloneOfSeries(change, original, result));
        if (!series.repetition().rules().isEmpty()) {
            seriesWrittenOut++;
            if (seriesWrittenOut > SERIES_MAX) {
                result.skip(series, "The file has too many series that no pattern can say.", "The series.");
                return;
            }
        }
        NavigableSet<Instant> starts = starts(series);
        starts.removeAll(changes.keySet());
        boolean tooMany = starts.size() > SINGLES_MAX;
        List<Instant> kept = starts.stream().limit(SINGLES_MAX).toList();
        kept.forEach(start -> result.meetings().add(series.meetingAt(series.standaloneUid(start), start)));
        if (kept.isEmpty()) {
            result.skip(
                    series,
                    series.repetition().isNone() ? "Its occurrence is described by another event." : reason,
                    series.repetition().isNone()
                            ? "Nothing."
                            : "The series; it has no other occurrence from " + day(from) + " to " + day(to) + ".");
        } else {
            notes(series, result);
            if (!series.repetition().isNone()) {
                Instant end = tooMany ? kept.getLast() : to;
                result.note(
                        series,
                        new Note(
                                reason,
                                "The series: it became " + kept.size() + " single meetings." + rest(series, end)));
            }
        }
    }

    /** Which occurrences of the rules are not written out, a sentence; empty if all are. */
    private String rest(Event series, Instant end) {
        Moment start = series.start();
        List<EventRule> rules = series.repetition().rules();
        boolean earlier = rules.stream()
                .flatMap(rule -> rule.dates(start, start.local()).limit(1))
                .map(start::instantOf)
                .anyMatch(date -> date.isBefore(from) && !isWithin(series, date));
        boolean later = rules.stream()
                .flatMap(rule -> rule.dates(start, start.localOf(end)).limit(2))
                .map(start::instantOf)
                .anyMatch(date -> !date.isBefore(to) || date.isAfter(end));
        String before = earlier ? "before " + day(from) : "";
        String after = later ? "after " + day(end) : "";
        return earlier || later ? " Those " + before + (earlier && later ? " and " : "") + after + " are missing." : "";
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The starts that overlap the span, at most one more than is kept; those that are listed are taken wherever they lie. */
    private NavigableSet<Instant> starts(Event series) {
        Moment start = series.start();
        Event.Repetition repetition = series.repetition();
        NavigableSet<Instant> starts = new TreeSet<>();
        for (EventRule rule : repetition.rules()) {
            addDates(rule, series, starts);
        }
        if (repetition.rules().isEmpty() || isWithin(series, start.instant())) {
            starts.add(start.instant());
        }
        repetition.dates().forEach(date -> starts.add(date.instant()));
        NavigableSet<Instant> excluded = new TreeSet<>();
        for (EventRule rule : repetition.excludedRules()) {
            addDates(rule, series, excluded);
        }
        repetition.excludedDates().forEach(date -> excluded.add(date.instant()));
        starts.removeAll(excluded);
        return starts;
    }

    private void addDates(EventRule rule, Event series, NavigableSet<Instant> starts) {
        Moment start = series.start();
        Instant earliest = from.minus(series.length());
        rule.dates(start, start.localOf(earliest))
                .map(start::instantOf)
                .takeWhile(date -> date.isBefore(to))
                .filter(date -> isWithin(series, date))
                .limit(SINGLES_MAX + 1L + series.repetition().excludedDates().size())
                .forEach(starts::add);
    }

    private boolean isWithin(Event series, Instant start) {
        return start.isBefore(to)
                && (!start.isBefore(from) || start.plus(series.length()).isAfter(from));
    }

    private static void standAloneOfSeries(Event change, Instant original, Result result) {
        if (change.meeting().cancelled()) {
            result.skip(
                    change,
                    "It cancels an occurrence that is not one of a pattern.",
                    "Nothing: the occurrence is not imported either.");
        } else {
            standAlone(change, original, result);
        }
    }

    private static void standAlone(Event change, Instant original, Result result) {
        ImportedMeeting meeting = change.meeting();
        result.meetings().add(meeting.at(change.standaloneUid(original), meeting.start(), meeting.end()));
        notes(change, result);
    }

    private static void notes(Event event, Result result) {
        event.notes().forEach(note -> result.note(event, note));
    }
}
