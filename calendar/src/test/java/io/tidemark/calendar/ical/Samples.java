package io.tidemark.calendar.ical;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Calendar files for tests, and the parameters with which they are read. */
final class Samples {
    static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    static final Instant FROM = Instant.parse("2031-01-01T00:00:00Z");
    static final Instant TO = Instant.parse("2033-01-01T00:00:00Z");
    static final List<String> EXPORTS = List.of("outlook.ics", "google.ics", "apple.ics");

    private Samples() {}

    static byte[] file(String name) {
        try (InputStream file = Samples.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportedCalendar export(String name) {
        return new CalendarFileReader(ZONE, FROM, TO).read(file(name));
    }

    static ImportedCalendar text(String text) {
        return new CalendarFileReader(ZONE, FROM, TO).read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A calendar with one event of UID "one" that has these lines. */
    static ImportedCalendar event(String... lines) {
        return text(calendar("BEGIN:VEVENT", "UID:one", String.join("\n", lines), "END:VEVENT"));
    }

    static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\nVERSION:2.0\n" + String.join("\n", lines) + "\nEND:VCALENDAR\n";
    }
}
