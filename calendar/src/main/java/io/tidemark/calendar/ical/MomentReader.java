package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.ParsedComponent.Property;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code DATE} and {@code DATE-TIME} values (RFC 5545 3.3.4, 3.3.5). Immutable. */
final class MomentReader {
    private static final Pattern FORM = Pattern.compile(
            "((?!0000)\\d{4})(\\d{2})(\\d{2})(?:T(\\d{2})(\\d{2})(\\d{2})?(Z)?)?", Pattern.CASE_INSENSITIVE);

    private final Zones zones;
    private final ZoneRules floating;

    /** @param floating the zone of dates, and of times without a zone of their own */
    MomentReader(Zones zones, ZoneRules floating) {
        this.zones = zones;
        this.floating = floating;
    }

    Moment read(Property property, Set<Note> notes) throws BrokenComponentException {
        return parse(property.name(), property.value().strip(), zone(property, notes));
    }

    /** A list of values; of a period only the start is read, with a note. */
    List<Moment> readList(List<Property> properties, Set<Note> notes) throws BrokenComponentException {
        List<Moment> moments = new ArrayList<>();
        for (Property property : properties) {
            ZoneRules zone = zone(property, notes);
            for (String value : property.value().split(",", -1)) {
                if (value.contains("/")) {
                    notes.add(new Note(
                            "Dates are listed with lengths of their own (RDATE as PERIOD).",
                            "Those lengths; each lasts as long as the first."));
                }
                if (!value.isBlank()) {
                    moments.add(parse(property.name(), value.split("/", 2)[0].strip(), zone));
                }
            }
        }
        return List.copyOf(moments);
    }

    static Moment parse(String name, String value, ZoneRules zone) throws BrokenComponentException {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            throw new BrokenComponentException("Its " + name + " is not a date or time.");
        }
        boolean isDate = form.group(4) == null;
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    Math.min(59, number(form, 6))); // a leap second is the second before it
            return new Moment(local, form.group(7) == null ? zone : ZoneOffset.UTC.getRules(), isDate);
        } catch (DateTimeException e) {
            throw new BrokenComponentException("Its " + name + " is not a date that exists.");
        }
    }

    private ZoneRules zone(Property property, Set<Note> notes) {
        String name = property.parameter("TZID");
        if (name == null || name.isBlank()) {
            return floating;
        }
        return zones.find(name).orElseGet(() -> {
            notes.add(new Note(
                    "Its time zone is not known and the file does not define it.",
                    "The times are read in the calendar's own zone and may be off by hours."));
            return floating;
        });
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
