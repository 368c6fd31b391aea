package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.Event.Repetition;
import io.tidemark.calendar.ical.Event.Version;
import io.tidemark.calendar.ical.ParsedComponent.Property;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.fortuna.ical4j.model.TemporalAmountAdapter;

/**
 * Gives the properties of a {@code VEVENT} their meaning. Immutable.
 *
 * <p>What is no part of a meeting is not read; {@link Extra} counts it.
 */
final class EventReader {
    private final MomentReader moments;

    /** Whether the whole calendar is a cancellation ({@code METHOD:CANCEL}). */
    private final boolean cancels;

    EventReader(MomentReader moments, boolean cancels) {
        this.moments = moments;
        this.cancels = cancels;
    }

    Event read(Component source, ParsedComponent event) throws BrokenComponentException {
        Set<Note> notes = new LinkedHashSet<>();
        if (!event.ignoredLines().isEmpty()) {
            notes.add(new Note(
                    "It has lines that are not in the form of RFC 5545.", "Those lines; a text may be incomplete."));
        }
        Property startProperty =
                event.first("DTSTART").orElseThrow(() -> new BrokenComponentException("It has no start (DTSTART)."));
        Moment start = moments.read(startProperty, notes);
        Duration length = length(event, start, notes);
        String uid = uid(source, event);
        Optional<Property> recurrenceId = event.first("RECURRENCE-ID");
        Moment original = recurrenceId.isPresent() ? moments.read(recurrenceId.get(), notes) : null;
        boolean thisAndFuture = recurrenceId
                .map(property -> property.parameter("RANGE"))
                .filter("THISANDFUTURE"::equalsIgnoreCase)
                .isPresent();
        if (thisAndFuture) {
            notes.add(new Note(
                    "It changes an occurrence and all later ones, which is not supported.",
                    "The change to the later occurrences; this one is changed."));
        }
        String modified = event.value("LAST-MODIFIED");
        Version version =
                new Version(sequence(event), modified.isEmpty() ? event.value("DTSTAMP") : modified, source.line());
        Repetition repetition = repetition(event, start, notes);
        ImportedMeeting meeting = meeting(event, uid, start, length, notes);
        return new Event(
                source.line(),
                uid,
                start,
                length,
                meeting,
                original,
                thisAndFuture,
                version,
                repetition,
                List.copyOf(notes));
    }

    private ImportedMeeting meeting(ParsedComponent event, String uid, Moment start, Duration length, Set<Note> notes) {
        return new ImportedMeeting(
                uid,
                title(event),
                start.instant(),
                start.isDate()
                        ? start.instantOf(start.local().plus(length))
                        : start.instant().plus(length),
                text(event, "LOCATION"),
                text(event, "DESCRIPTION"),
                start.isDate() || event.value("X-MICROSOFT-CDO-ALLDAYEVENT").equalsIgnoreCase("TRUE"),
                Participants.organizer(event, notes),
                Participants.attendees(event, notes),
                cancels || event.value("STATUS").equalsIgnoreCase("CANCELLED"),
                isBusy(event));
    }

    private static boolean isBusy(ParsedComponent event) {
        String transparency = event.value("TRANSP");
        return transparency.isEmpty()
                ? !event.value("X-MICROSOFT-CDO-BUSYSTATUS").equalsIgnoreCase("FREE")
                : !transparency.equalsIgnoreCase("TRANSPARENT");
    }

    /** Elapsed time; for an event of whole days, days of 24 hours. */
    private Duration length(ParsedComponent event, Moment start, Set<Note> notes) throws BrokenComponentException {
        Optional<Property> endProperty = event.first("DTEND");
        Duration length;
        try {
            if (endProperty.isPresent()) {
                Moment end = moments.read(endProperty.get(), notes);
                length = start.isDate()
                        ? Duration.between(start.local(), end.local())
                        : Duration.between(start.instant(), end.instant());
            } else if (!event.value("DURATION").isEmpty()) {
                length = duration(event.value("DURATION"), start);
            } else {
                length = start.isDate() ? Duration.ofDays(1) : Duration.ZERO; // RFC 5545 3.6.1
            }
        } catch (ArithmeticException | DateTimeException e) {
            throw new BrokenComponentException("Its length is not one that exists.");
        }
        if (length.isNegative()) {
            throw new BrokenComponentException("It ends before it starts.");
        }
        if (start.isDate() && length.isZero()) {
            return Duration.ofDays(1); // some exports give the first day as the end
        }
        return length;
    }

    private static Duration duration(String text, Moment start) {
        TemporalAmount amount = TemporalAmountAdapter.parse(text).getDuration();
        if (amount instanceof Duration exact) {
            return exact;
        }
        LocalDateTime end = start.local().plus(amount); // days and weeks are those of the calendar
        return start.isDate()
                ? Duration.between(start.local(), end)
                : Duration.between(start.instant(), start.instantOf(end));
    }

    private Repetition repetition(ParsedComponent event, Moment start, Set<Note> notes)
            throws BrokenComponentException {
        return new Repetition(
                rules(event, "RRULE"),
                rules(event, "EXRULE"),
                aligned(start, moments.readList(event.all("RDATE").toList(), notes)),
                aligned(start, moments.readList(event.all("EXDATE").toList(), notes)));
    }

    private static List<EventRule> rules(ParsedComponent event, String name) throws BrokenComponentException {
        List<EventRule> rules = new ArrayList<>();
        for (Property property : event.all(name).toList()) {
            rules.add(EventRule.parse(property.value()));
        }
        return List.copyOf(rules);
    }

    private static List<Moment> aligned(Moment start, List<Moment> values) {
        return values.stream().map(start::align).toList();
    }

    /** The event's UID; for an event without one a name made of its text, so that it is the same the next time. */
    static String uid(Component source, ParsedComponent event) {
        String uid = event.value("UID");
        if (!uid.isEmpty()) {
            return uid;
        }
        byte[] text = String.join("\n", source.lines()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(text).toString();
    }

    static String title(ParsedComponent event) {
        return text(event, "SUMMARY");
    }

    private static int sequence(ParsedComponent event) {
        String digits = event.value("SEQUENCE");
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static String text(ParsedComponent event, String name) {
        return event.first(name).map(Property::text).orElse("").strip();
    }
}
