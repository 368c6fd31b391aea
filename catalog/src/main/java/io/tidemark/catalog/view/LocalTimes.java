package io.tidemark.catalog.view;

import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Dates and times of the command API, which are those of the account's clocks. Stateless.
public final class LocalTimes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private LocalTimes() {}

    /// The day in a field.
    public static Optional<LocalDate> date(JsonObject object, String field) {
        return text(object, field).map(LocalDate::parse);
    }

    /// The time of day in a field.
    public static Optional<LocalTime> time(JsonObject object, String field) {
        return text(object, field).map(LocalTime::parse);
    }

    static LocalDateTime local(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    /// A day.
    public static JsonText date(LocalDate date) {
        return new JsonText(date.toString());
    }

    /// A time of day, to the second.
    public static JsonText time(LocalTime time) {
        return new JsonText(TIME.format(time));
    }

    private static Optional<String> text(JsonObject object, String field) {
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
