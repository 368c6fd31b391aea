package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.ParsedComponent.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the people and rooms of an event (RFC 5545 3.8.4.1, 3.8.4.3). Stateless. */
final class Participants {
    private Participants() {}

    static Optional<Person> person(Property property) {
        String email = address(property);
        if (email == null) {
            return Optional.empty();
        }
        String name = property.parameter("CN");
        return Optional.of(new Person(name == null || name.isBlank() ? email : name.strip(), email));
    }

    static @Nullable Person organizer(ParsedComponent event, Set<Note> notes) {
        Optional<Property> property = event.first("ORGANIZER");
        Optional<Person> organizer = property.flatMap(Participants::person);
        if (property.isPresent() && organizer.isEmpty()) {
            notes.add(new Note("Its organizer has no e-mail address.", "The organizer."));
        }
        return organizer.orElse(null);
    }

    static List<Attendee> attendees(ParsedComponent event, Set<Note> notes) {
        List<Attendee> attendees = new ArrayList<>();
        for (Property property : event.all("ATTENDEE").toList()) {
            person(property)
                    .ifPresentOrElse(
                            person -> attendees.add(attendee(person, property)),
                            () -> notes.add(new Note(
                                    "An attendee has no e-mail address.", "The invitation of that attendee.")));
        }
        return attendees;
    }

    private static Attendee attendee(Person person, Property property) {
        String role = parameter(property, "ROLE");
        String kind = parameter(property, "CUTYPE");
        return new Attendee(
                person,
                participation(parameter(property, "PARTSTAT")),
                !role.equals("OPT-PARTICIPANT") && !role.equals("NON-PARTICIPANT"),
                kind.equals("ROOM") || kind.equals("RESOURCE"));
    }

    private static Participation participation(String value) {
        return switch (value) {
            case "ACCEPTED" -> Participation.ACCEPTED;
            case "DECLINED" -> Participation.DECLINED;
            case "TENTATIVE" -> Participation.TENTATIVE;
            case "DELEGATED" -> Participation.DELEGATED;
            default -> Participation.NEEDS_ACTION;
        };
    }

    private static String parameter(Property property, String name) {
        String value = property.parameter(name);
        return value == null ? "" : value.strip().toUpperCase(Locale.ROOT);
    }

    /** The address after {@code mailto:}, or Apple's {@code EMAIL} parameter. */
    private static @Nullable String address(Property property) {
        String value = property.value().strip();
        if (value.regionMatches(true, 0, "mailto:", 0, "mailto:".length())) {
            value = value.substring("mailto:".length()).strip();
        } else {
            String parameter = property.parameter("EMAIL");
            value = parameter == null ? value : parameter.strip();
        }
        return value.contains("@") && !value.contains(":") ? value.toLowerCase(Locale.ROOT) : null;
    }
}
