package io.tidemark.catalog.meeting;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.RecurrenceException;
import io.tidemark.calendar.recurrence.RecurrencePattern;
import io.tidemark.calendar.recurrence.RecurrenceType;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Ruling;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Recurrence patterns between the wire and the calendar (meeting API 3.16, 5.10). Stateless.
public final class Patterns {
    private Patterns() {}

    /// What a pattern of the wire means.
    ///
    /// @throws IllegalArgumentException with a sentence, when it can mean nothing
    public static RecurrencePattern read(WireObject pattern) {
        List<RecurrenceException> exceptions = new ArrayList<>();
        for (WireObject exception : pattern.items("Exceptions").orElse(List.of())) {
            Instant original = required(exception, "OriginalDate");
            exceptions.add(new RecurrenceException(
                    original,
                    exception.instant("StartDate").orElse(original),
                    number(exception, "Duration").orElse(0)));
        }
        return new RecurrencePattern(
                pattern.text("RecurrenceType")
                        .map(RecurrenceType::valueOf)
                        .orElseThrow(() -> new IllegalArgumentException("RecurrenceType is missing")),
                orNull(number(pattern, "Interval")),
                orNull(number(pattern, "DayOfWeekMask")),
                orNull(number(pattern, "DayOfMonth")),
                orNull(number(pattern, "Instance")),
                required(pattern, "StartDate"),
                pattern.instant("EndDate").orElse(null),
                orNull(number(pattern, "Occurences")),
                number(pattern, "Duration").orElse(0),
                exceptions,
                new SeasonalOffsets(
                        orNull(number(pattern, "StandardOffset")),
                        orNull(number(pattern, "DaylightOffset")),
                        pattern.instant("DaylightDate").orElse(null),
                        pattern.instant("StandardDate").orElse(null)));
    }

    /// A pattern as it goes on the wire; what is absent in it stays absent.
    public static WireObject wire(RecurrencePattern pattern) {
        SeasonalOffsets offsets = pattern.offsets();
        WireObject wire = MeetingShapes.RECURRENCE_PATTERN
                .empty()
                .with("RecurrenceType", pattern.type())
                .with("StartDate", pattern.startDate())
                .with("EndDate", pattern.endDate())
                .with("Duration", pattern.durationMinutes())
                .with(
                        "Exceptions",
                        pattern.exceptions().stream().map(Patterns::wire).toList())
                .with("DaylightDate", offsets.daylightDate())
                .with("StandardDate", offsets.standardDate());
        wire = withNumber(wire, "Interval", pattern.interval());
        wire = withNumber(wire, "DayOfWeekMask", pattern.dayOfWeekMask());
        wire = withNumber(wire, "DayOfMonth", pattern.dayOfMonth());
        wire = withNumber(wire, "Instance", pattern.instance());
        wire = withNumber(wire, "Occurences", pattern.occurrences());
        wire = withNumber(wire, "StandardOffset", offsets.standardOffsetMinutes());
        return withNumber(wire, "DaylightOffset", offsets.daylightOffsetMinutes());
    }

    private static WireObject wire(RecurrenceException exception) {
        return MeetingShapes.RECURRENCE_EXCEPTION
                .empty()
                .with("OriginalDate", exception.originalDate())
                .with("StartDate", exception.startDate())
                .with("Duration", exception.durationMinutes());
    }

    private static WireObject withNumber(WireObject object, String name, @Nullable Integer number) {
        return number == null ? object : object.with(name, number);
    }

    /// What a repeating meeting means: its pattern, with the occurrences that were changed at their new times.
    ///
    /// @throws IllegalArgumentException with a sentence, when it can mean nothing
    public static RecurrencePattern ofMeeting(WireObject recurrence) {
        RecurrencePattern pattern = read(recurrence.object("Pattern").orElse(MeetingShapes.RECURRENCE_PATTERN.empty()));
        List<RecurrenceException> exceptions = new ArrayList<>(pattern.exceptions());
        for (WireObject instance : recurrence.items("MeetingInstances").orElse(List.of())) {
            Instant original = required(instance, "OriginalDate");
            WireObject meeting = instance.object("Meeting").orElse(MeetingShapes.MEETING.empty());
            Instant start = meeting.instant("Start").orElse(original);
            long minutes = meeting.instant("End")
                    .map(end -> Duration.between(start, end).toMinutes())
                    .orElse((long) pattern.durationMinutes());
            // one that covers no time occupies nobody, like one that is deleted
            exceptions.add(new RecurrenceException(original, start, Math.clamp(minutes, 0, Integer.MAX_VALUE)));
        }
        return pattern.withExceptions(exceptions);
    }

    /// The refusal of a pattern that can mean nothing; empty when it is sound.
    static Optional<Ruling.Refused> refusal(WireObject pattern) {
        return refusal(() -> read(pattern));
    }

    /// The refusal of a repeating meeting whose pattern and changed occurrences can mean nothing together.
    static Optional<Ruling.Refused> refusalOfMeeting(WireObject recurrence) {
        return refusal(() -> ofMeeting(recurrence));
    }

    private static Optional<Ruling.Refused> refusal(Supplier<RecurrencePattern> reading) {
        try {
            Expansion.of(reading.get());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Ruling.Refused(
                    ErrorCode.IMPOSSIBLE_VALUE, "The recurrence pattern cannot be meant: " + e.getMessage() + "."));
        }
    }

    /// When the last occurrence ends; [Instant#MAX] when there is no last one.
    static Instant lastEnd(RecurrencePattern pattern) {
        return Expansion.of(pattern).lastEnd().orElse(Instant.MAX);
    }

    private static Instant required(WireObject object, String name) {
        return object.instant(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<Integer> number(WireObject object, String name) {
        return object.integer(name).map(Math::toIntExact);
    }

    private static @Nullable Integer orNull(Optional<Integer> number) {
        return number.orElse(null);
    }
}
