package io.tidemark.calendar.recurrence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Patterns for tests, by their few given fields. */
final class PatternBuilder {
    private final RecurrenceType type;
    private final Instant startDate;
    private SeasonalOffsets offsets = SeasonalOffsets.NONE;
    private Integer interval;
    private Integer mask;
    private Integer dayOfMonth;
    private Integer instance;
    private Instant endDate;
    private Integer occurrences;
    private int durationMinutes = 60;
    private final List<RecurrenceException> exceptions = new ArrayList<>();

    private PatternBuilder(RecurrenceType type, Instant startDate) {
        this.type = type;
        this.startDate = startDate;
    }

    static PatternBuilder pattern(RecurrenceType type, String startUtc) {
        return new PatternBuilder(type, Instant.parse(startUtc));
    }

    static PatternBuilder pattern(RecurrenceType type, Instant startDate, SeasonalOffsets offsets) {
        PatternBuilder builder = new PatternBuilder(type, startDate);
        builder.offsets = offsets;
        return builder;
    }

    /** A pattern at a wall clock time, with the zone's offsets of the year of its start. */
    static PatternBuilder patternIn(String zone, RecurrenceType type, String localStart) {
        ZoneId zoneId = ZoneId.of(zone);
        LocalDateTime local = LocalDateTime.parse(localStart);
        PatternBuilder builder = new PatternBuilder(type, local.atZone(zoneId).toInstant());
        builder.offsets = SeasonalOffsets.of(zoneId.getRules(), local.getYear());
        return builder;
    }

    PatternBuilder every(Integer value) {
        interval = value;
        return this;
    }

    PatternBuilder mask(Integer value) {
        mask = value;
        return this;
    }

    PatternBuilder dayOfMonth(Integer value) {
        dayOfMonth = value;
        return this;
    }

    PatternBuilder instance(Integer value) {
        instance = value;
        return this;
    }

    PatternBuilder until(Instant value) {
        endDate = value;
        return this;
    }

    PatternBuilder until(String utc) {
        return until(Instant.parse(utc));
    }

    PatternBuilder times(Integer value) {
        occurrences = value;
        return this;
    }

    PatternBuilder minutes(int value) {
        durationMinutes = value;
        return this;
    }

    PatternBuilder except(RecurrenceException exception) {
        exceptions.add(exception);
        return this;
    }

    PatternBuilder deleted(String originalUtc) {
        return except(RecurrenceException.deleted(Instant.parse(originalUtc)));
    }

    PatternBuilder moved(String originalUtc, String startUtc, int minutes) {
        return except(new RecurrenceException(Instant.parse(originalUtc), Instant.parse(startUtc), minutes));
    }

    RecurrencePattern build() {
        return new RecurrencePattern(
                type,
                interval,
                mask,
                dayOfMonth,
                instance,
                startDate,
                endDate,
                occurrences,
                durationMinutes,
                exceptions,
                offsets);
    }
}
