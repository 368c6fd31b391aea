package io.tidemark.catalog.selection;

import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How far from today a day may be, in whole days of the account's calendar. Immutable.
///
/// @param period not negative; null when every day is near enough
public record Window(@Nullable Period period) {
    /// Every day.
    public static final Window ALWAYS = new Window(null);

    private static final String ALWAYS_TEXT = "always";
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})[ \\u00a0]*(day|week|month|year)s?");

    /// Longer ones are taken for [#ALWAYS] by nobody, and would lead out of the calendar.
    private static final int YEARS_MAX = 1_000;

    /// A window as people write it, for instance `14 days`, `3 weeks`, `1 month`, `1 year`, or `always`.
    ///
    /// @return empty when it is none
    public static Optional<Window> parse(String text) {
        String folded = text.strip().toLowerCase(Locale.ROOT);
        if (folded.equals(ALWAYS_TEXT)) {
            return Optional.of(ALWAYS);
        }
        Matcher matcher = TEXT.matcher(folded);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(matcher.group(1));
        Period period = switch (matcher.group(2)) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "month" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
        return Optional.of(new Window(period)).filter(window -> period.toTotalMonths() <= YEARS_MAX * 12L);
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        if (period == null) {
            return ALWAYS_TEXT;
        }
        if (period.getYears() > 0) {
            return counted(period.getYears(), "year");
        }
        if (period.getMonths() > 0) {
            return counted(period.getMonths(), "month");
        }
        int days = period.getDays();
        return days % 7 == 0 && days != 14 && days > 0 ? counted(days / 7, "week") : counted(days, "day");
    }

    private static String counted(int count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /// Whether a day is near today, on either side.
    Phase around(LocalDate day, LocalDate today) {
        if (period == null) {
            return Phase.FOR_GOOD;
        }
        LocalDate first = day.minus(period);
        if (today.isBefore(first)) {
            return new Phase(false, first);
        }
        return until(day, today);
    }

    /// Whether a day that has come is not long ago.
    Phase since(LocalDate day, LocalDate today) {
        return period == null ? Phase.FOR_GOOD : until(day, today);
    }

    private Phase until(LocalDate day, LocalDate today) {
        LocalDate last = period == null ? day : day.plus(period);
        return today.isAfter(last) ? Phase.NEVER_MORE : new Phase(true, last.plusDays(1));
    }

    /// Whether something holds today, and for how long that stands if nobody touches anything.
    ///
    /// @param until the first day on which it is otherwise; null for never
    record Phase(boolean holds, @Nullable LocalDate until) {
        static final Phase FOR_GOOD = new Phase(true, null);
        static final Phase NEVER_MORE = new Phase(false, null);

        boolean isOver() {
            return !holds && until == null;
        }
    }
}
