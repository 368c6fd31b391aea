package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.Component.CalendarHeader;
import io.tidemark.calendar.ical.Skipped.Extent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a calendar file as Outlook, Google and Apple export it. Immutable.
 *
 * <p>Reads UTF-8 (with or without a byte order mark; single lines may be Windows-1252), any line ends, folded lines, several
 * calendars in one file. An event that cannot be read is skipped alone. Nothing is left out without an entry in {@link
 * ImportedCalendar#skipped()}. The result depends on the file and the parameters only: not on the clock, the default zone or
 * the network.
 */
public final class CalendarFileReader {
    /** The largest file that is read, in bytes. */
    public static final int FILE_BYTES_MAX = 64 << 20;

    /** The most meetings that a file may become. */
    private static final int MEETINGS_MAX = 250_000;

    private final ZoneId zone;
    private final Instant from;
    private final Instant to;

    /**
     * @param zone of whole days, and of times without a zone, in a calendar that names none itself ({@code X-WR-TIMEZONE})
     * @param from begin of the span for which series that no pattern can say are written out into single meetings
     * @param to its end, excluded; after {@code from}
     */
    public CalendarFileReader(ZoneId zone, Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
        this.zone = zone;
        this.from = from;
        this.to = to;
    }

    /**
     * Reads to the end of the stream and does not close it. Throws {@link CalendarFileException} if the file is larger than
     * {@link #FILE_BYTES_MAX}, is no calendar or has more than 100,000 events.
     */
    public ImportedCalendar read(InputStream file) throws IOException {
        return read(file.readNBytes(FILE_BYTES_MAX + 1));
    }

    /** As {@link #read(InputStream)}, of a file in memory. */
    public ImportedCalendar read(byte[] file) {
        if (file.length > FILE_BYTES_MAX) {
            throw new CalendarFileException("The file is larger than " + (FILE_BYTES_MAX >> 20) + " MiB.");
        }
        ContentLines content = ContentLines.of(file);
        Reading reading = new Reading(ComponentScanner.scan(content.lines()));
        if (content.hasForeignText()) {
            reading.skipped.add(new Skipped(
                    1,
                    null,
                    null,
                    "VCALENDAR",
                    Extent.PART,
                    "Some lines are not in UTF-8 and were read as Windows-1252.",
                    "Letters with accents in those lines may be wrong."));
        }
        return reading.result();
    }

    /** What is known of an event that may not be readable. */
    private record Name(@Nullable String uid, @Nullable String title) {
        static final Name NONE = new Name(null, null);

        static Name of(Component source, ParsedComponent event) {
            String title = EventReader.title(event);
            return new Name(EventReader.uid(source, event), title.isEmpty() ? null : title);
        }
    }

    /** The work on one file. Confined to one thread. */
    private final class Reading {
        private final List<ImportedMeeting> meetings = new ArrayList<>();
        private final List<ImportedRecurrence> recurrences = new ArrayList<>();
        private final List<Skipped> skipped = new ArrayList<>();
        private final Map<Extra, Integer> extras = new EnumMap<>(Extra.class);
        private final Map<String, List<Event>> eventsByUid = new LinkedHashMap<>();
        private final Map<CalendarHeader, EventReader> readers = new LinkedHashMap<>();
        private final Zones zones;
        private final SeriesReader series = new SeriesReader(from, to);

        Reading(List<Component> components) {
            zones = new Zones(
                    definitions(components), from.atOffset(ZoneOffset.UTC).getYear());
            for (Component component : components) {
                switch (component.name()) {
                    case "VEVENT" -> read(component);
                    case "VTIMEZONE" -> {}
                    default ->
                        skip(
                                component,
                                Name.NONE,
                                "Only events are imported.",
                                "The " + component.name() + " component with all that it says.");
                }
            }
            eventsByUid.values().forEach(this::join);
        }

        ImportedCalendar result() {
            skipped.sort(Comparator.comparingInt(Skipped::line));
            return new ImportedCalendar(meetings, recurrences, skipped, extras);
        }

        private List<ParsedComponent> definitions(List<Component> components) {
            List<ParsedComponent> definitions = new ArrayList<>();
            for (Component component : components) {
                if (component.name().equals("VTIMEZONE")) {
                    try {
                        definitions.add(ComponentParser.parse(component));
                    } catch (BrokenComponentException e) {
                        skip(component, Name.NONE, e.reason(), "The time zone, if no known zone has its name.");
                    }
                }
            }
            return definitions;
        }

        private void read(Component component) {
            Name name = Name.NONE;
            try {
                ParsedComponent parsed = ComponentParser.parse(component);
                name = Name.of(component, parsed);
                Event event = readers.computeIfAbsent(component.calendar(), this::reader)
                        .read(component, parsed);
                eventsByUid
                        .computeIfAbsent(event.uid(), key -> new ArrayList<>())
                        .add(event);
                Extra.in(parsed).forEach(extra -> extras.merge(extra, 1, Integer::sum));
            } catch (BrokenComponentException e) {
                skip(component, name, e.reason(), "The event.");
            } catch (RuntimeException e) {
                // Values of any kind reach the libraries below; what they refuse is one broken event, not a broken
                // file.
                skip(component, name, "A value of it cannot be read.", "The event.");
            }
        }

        private EventReader reader(CalendarHeader header) {
            ZoneRules floating =
                    Optional.ofNullable(header.zoneName()).flatMap(zones::find).orElseGet(zone::getRules);
            return new EventReader(new MomentReader(zones, floating), "CANCEL".equals(header.method()));
        }

        private void join(List<Event> group) {
            SeriesReader.Result result;
            try {
                result = series.read(group);
            } catch (RuntimeException e) {
                // As above: a rule that lib-recur or java.time refuses must not take the file with it.
                skipAll(group, "Its times or its rule cannot be read.");
                return;
            }
            if (meetings.size() + result.meetings().size() > MEETINGS_MAX) {
                skipAll(group, "The file becomes more than " + MEETINGS_MAX + " meetings.");
                return;
            }
            meetings.addAll(result.meetings());
            recurrences.addAll(result.recurrences());
            skipped.addAll(result.skipped());
        }

        private void skipAll(List<Event> group, String reason) {
            for (Event event : group) {
                skipped.add(event.skipped(Extent.ENTIRE, reason, "The event."));
            }
        }

        private void skip(Component component, Name name, String reason, String lost) {
            skipped.add(new Skipped(
                    component.line(), name.uid(), name.title(), component.name(), Extent.ENTIRE, reason, lost));
        }
    }
}
