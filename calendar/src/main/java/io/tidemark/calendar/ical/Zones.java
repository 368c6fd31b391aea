package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.ParsedComponent.Property;
import io.tidemark.calendar.recurrence.SeasonalOffsets;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The time zones that a file names. Immutable.
 *
 * <p>A name is looked for in the IANA database (also behind a vendor's prefix such as {@code /vendor/2021a/Europe/Rome}),
 * then among the names of Windows, then among the file's own definitions, where what is in force now is taken to have been
 * so always. A name that is known wins over the file's definition, because definitions are often cut to one year.
 */
final class Zones {
    private static final Properties WINDOWS = windowsNames();

    private final Map<String, ZoneRules> defined = new HashMap<>();

    /**
     * @param definitions the file's {@code VTIMEZONE} components; one that cannot be read defines nothing
     * @param year in which to read their rules
     */
    Zones(List<ParsedComponent> definitions, int year) {
        for (ParsedComponent definition : definitions) {
            String name = definition.value("TZID");
            known(definition.value("X-LIC-LOCATION"))
                    .or(() -> rules(definition, year))
                    .ifPresent(rules -> defined.put(name, rules));
        }
    }

    Optional<ZoneRules> find(String name) {
        String bare = name.strip();
        return known(bare).or(() -> Optional.ofNullable(defined.get(bare)));
    }

    private static Optional<ZoneRules> known(String name) {
        String windows = WINDOWS.getProperty(name);
        if (windows != null) {
            return Optional.of(ZoneId.of(windows).getRules());
        }
        String rest = name;
        while (true) {
            try {
                return rest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ZoneId.of(rest).getRules());
            } catch (DateTimeException e) {
                int slash = rest.indexOf('/');
                if (slash < 0) {
                    return Optional.empty();
                }
                rest = rest.substring(slash + 1);
            }
        }
    }

    private static Optional<ZoneRules> rules(ParsedComponent definition, int year) {
        Observance standard = latest(definition, "STANDARD", year);
        Observance daylight = latest(definition, "DAYLIGHT", year);
        if (standard == null) {
            return Optional.ofNullable(daylight).map(only -> ZoneRules.of(only.offset()));
        }
        if (daylight == null || standard.change() == null || daylight.change() == null) {
            return Optional.of(ZoneRules.of(standard.offset()));
        }
        try {
            return Optional.of(new SeasonalOffsets(
                            minutes(standard.offset()),
                            minutes(daylight.offset()),
                            instant(daylight.change(), standard.offset()),
                            instant(standard.change(), daylight.offset()))
                    .toRules());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // offsets that no zone has
        }
    }

    private static @Nullable Observance latest(ParsedComponent definition, String kind, int year) {
        return definition.children().stream()
                .filter(child -> child.name().equals(kind))
                .flatMap(child -> observance(child, year).stream())
                .max(Comparator.comparing(Observance::start))
                .orElse(null);
    }

    private static Optional<Observance> observance(ParsedComponent component, int year) {
        try {
            LocalDateTime start = MomentReader.parse("DTSTART", component.value("DTSTART"), ZoneOffset.UTC.getRules())
                    .local();
            ZoneOffset offset = ZoneOffset.of(component.value("TZOFFSETTO"));
            Optional<Property> rule = component.first("RRULE");
            LocalDateTime change = null;
            if (rule.isPresent()) {
                LocalDateTime begin = LocalDateTime.of(year, 1, 1, 0, 0);
                change = EventRule.parse(rule.get().value())
                        .dates(new Moment(start, ZoneOffset.UTC.getRules(), false), begin)
                        .findFirst()
                        .filter(date -> date.getYear() == year)
                        .orElse(null);
            }
            return Optional.of(new Observance(start, offset, change));
        } catch (BrokenComponentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(LocalDateTime change, ZoneOffset before) {
        return change.toInstant(before);
    }

    private static int minutes(ZoneOffset offset) {
        return -offset.getTotalSeconds() / 60;
    }

    private static Properties windowsNames() {
        Properties names = new Properties();
        try (InputStream file = Zones.class.getResourceAsStream("windows-zones.properties")) {
            if (file == null) {
                throw new IllegalStateException("windows-zones.properties is missing from the class path");
            }
            names.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** @param change when it begins in the year of the question, local time; absent if it does not */
    private record Observance(
            LocalDateTime start,
            ZoneOffset offset,
            @Nullable LocalDateTime change) {}
}
