package io.tidemark.protocol.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants as texts of the form {@code 2031-04-02T07:30:00Z} (spec 1.4). Read by hand: a commit of thousands of records holds
 * several in each, and nearly all are canonical already.
 */
final class DateTimeText {
    /** Characters of {@code yyyy-MM-ddTHH:mm:ss}. */
    private static final int SECONDS_END = 19;

    private static final int OFFSET_CHARS = 6;
    private static final int OFFSET_HOURS_MAX = 18; // as java.time.ZoneOffset; no zone has ever been that far off

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private DateTimeText() {}

    /** The canonical form of an ISO 8601 instant with a zone, or null if the text is none. */
    static @Nullable String canonical(String text) {
        if (!isDateAndTime(text)) {
            return null;
        }
        int zone = endOfFraction(text);
        if (zone < 0 || zone >= text.length()) {
            return null;
        }
        if (text.charAt(zone) == 'Z') {
            if (zone + 1 != text.length()) {
                return null;
            }
            return zone == SECONDS_END ? text : text.substring(0, SECONDS_END) + 'Z';
        }
        return inUtc(text, zone);
    }

    static Instant parse(String canonical) {
        try {
            return Instant.parse(canonical);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("not an instant", e);
        }
    }

    static String format(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new IllegalArgumentException("an instant lies outside the years 0001 to 9999");
        }
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static boolean isDateAndTime(String text) {
        if (text.length() <= SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return false;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        return year >= 1
                && month >= 1
                && month <= 12
                && isWithin(number(text, 8, 10), 1, Month.of(month).length(Year.isLeap(year)))
                && isWithin(number(text, 11, 13), 0, 23)
                && isWithin(number(text, 14, 16), 0, 59)
                && isWithin(number(text, 17, 19), 0, 59);
    }

    /** Where the zone begins, or -1 if there is a point without digits. */
    private static int endOfFraction(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end == SECONDS_END + 1 ? -1 : end;
    }

    private static @Nullable String inUtc(String text, int zone) {
        char sign = text.charAt(zone);
        if (zone + OFFSET_CHARS != text.length() || (sign != '+' && sign != '-') || text.charAt(zone + 3) != ':') {
            return null;
        }
        int hours = number(text, zone + 1, zone + 3);
        int minutes = number(text, zone + 4, zone + 6);
        if (!isWithin(hours, 0, OFFSET_HOURS_MAX) || !isWithin(minutes, 0, 59)) {
            return null;
        }
        int offsetSeconds = (hours * 60 + minutes) * 60;
        Instant instant = LocalDateTime.parse(text.substring(0, SECONDS_END))
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(sign == '+' ? -offsetSeconds : offsetSeconds);
        return instant.isBefore(FIRST) || !instant.isBefore(END) ? null : format(instant);
    }

    /** The value of some decimal digits, or -1 if another character is among them. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWithin(int value, int min, int max) {
        return value >= min && value <= max;
    }
}
