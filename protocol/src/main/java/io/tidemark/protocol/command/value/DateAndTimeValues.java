package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days and times of day, in the account's time zone. Stateless. */
final class DateAndTimeValues {
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})");
    private static final Pattern DAY_FIRST = Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2})([:.])([0-9]{2})(?:\\2([0-9]{2}))?");

    /** How databases of MySQL's family write that there is no day. */
    private static final String NO_DAY = "0000-00-00";

    private DateAndTimeValues() {}

    static ValueReading date(String field, JsonValue input) {
        if (isNone(input) || input.equals(new JsonText(NO_DAY))) {
            return ValueReading.canonical(JsonText.EMPTY);
        }
        if (input instanceof JsonText text) {
            Matcher yearFirst = YEAR_FIRST.matcher(text.value());
            if (yearFirst.matches()) {
                return day(field, number(yearFirst, 1), number(yearFirst, 3), number(yearFirst, 4));
            }
            Matcher dayFirst = DAY_FIRST.matcher(text.value());
            if (dayFirst.matches()) {
                return day(field, number(dayFirst, 4), number(dayFirst, 3), number(dayFirst, 1));
            }
        }
        return badDate(field);
    }

    private static ValueReading day(String field, int year, int month, int day) {
        try {
            return year == 0
                    ? badDate(field)
                    : ValueReading.canonical(
                            new JsonText(LocalDate.of(year, month, day).toString()));
        } catch (DateTimeException e) {
            return badDate(field);
        }
    }

    private static ValueReading badDate(String field) {
        return ValueReading.bad(field, "must be a day of the calendar, such as 2026-03-04 or 04-03-2026, or empty");
    }

    static ValueReading time(String field, JsonValue input) {
        if (isNone(input)) {
            return ValueReading.canonical(JsonText.EMPTY);
        }
        if (input instanceof JsonText text) {
            Matcher time = TIME.matcher(text.value());
            if (time.matches()) {
                int hours = number(time, 1);
                int minutes = number(time, 3);
                int seconds = time.group(4) == null ? 0 : number(time, 4);
                if (hours < 24 && minutes < 60 && seconds < 60) {
                    return ValueReading.canonical(
                            new JsonText(twoDigits(hours) + ':' + twoDigits(minutes) + ':' + twoDigits(seconds)));
                }
            }
        }
        return ValueReading.bad(field, "must be a time of day, such as 18:45:00 or 18:45, or empty");
    }

    private static boolean isNone(JsonValue input) {
        return input == JsonLiteral.NULL || input.equals(JsonText.EMPTY);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
