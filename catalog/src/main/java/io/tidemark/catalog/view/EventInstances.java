package io.tidemark.catalog.view;

import io.tidemark.calendar.recurrence.Expansion;
import io.tidemark.calendar.recurrence.Occurrence;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.Patterns;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The dates of events: a single event has one, a repeating event one for each occurrence of its pattern (types 8.1).
///
/// A date is named by the event's number, for a repeating event with the start that the pattern gives behind it:
/// `417` and `417@2031-04-02T07:30:00Z`. So the name stays when the date is moved. Stateless.
public final class EventInstances {
    private static final String DATED = "@";

    private EventInstances() {}

    /// The name of a date.
    ///
    /// @param event the event's number
    /// @param original the start that the pattern gives; empty for a single event
    public record InstanceId(ObjectNumber event, Optional<Instant> original) {
        /// The name in a text; empty when it is none.
        public static Optional<InstanceId> parse(String text) {
            String[] parts = text.strip().split(DATED, 2);
            if (!parts[0].matches("[1-9][0-9]{0,17}")) {
                return Optional.empty();
            }
            ObjectNumber event = new ObjectNumber(Long.parseLong(parts[0]));
            if (parts.length == 1) {
                return Optional.of(new InstanceId(event, Optional.empty()));
            }
            try {
                return Optional.of(new InstanceId(event, Optional.of(Instant.parse(parts[1]))));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        /// The name as it goes out.
        public String text() {
            return event.value() + original.map(instant -> DATED + instant).orElse("");
        }
    }

    /// Whether an event repeats.
    public static boolean repeats(StoredObject event) {
        return EventViews.meetingKey(event.key()).type().equals(MeetingRecurrenceType.ID);
    }

    /// A single event with the name of its date; a repeating one as it is.
    public static JsonObject single(StoredObject event) {
        JsonObject shown = CommandObjectType.object(event);
        return repeats(event)
                ? shown
                : shown.with("instanceid", new JsonText(new InstanceId(event.number(), Optional.empty()).text()));
    }

    /// The dates of a repeating event that overlap a stretch of time, by start.
    ///
    /// @param event the event
    /// @param meeting the repeating meeting that it is
    /// @param limit the most dates to return
    public static Stream<Dated> between(
            StoredObject event, StoredObject meeting, Instant from, Instant to, ZoneId zone, int limit) {
        WireObject recurrence = recurrence(meeting);
        Map<Instant, WireObject> changed = new HashMap<>();
        for (WireObject instance : recurrence.items("MeetingInstances").orElse(List.of())) {
            instance.object("Meeting")
                    .ifPresent(
                            own -> changed.put(instance.instant("OriginalDate").orElseThrow(), own));
        }
        JsonObject template = CommandObjectType.object(event);
        return Expansion.of(Patterns.ofMeeting(recurrence))
                .occurrences(from, to, limit)
                .map(occurrence -> new Dated(
                        event,
                        template,
                        recurrence,
                        occurrence,
                        Optional.ofNullable(changed.get(occurrence.originalDate())),
                        zone));
    }

    /// Whether a repeating meeting has a date: its pattern gives it, and nobody took it away.
    public static boolean hasDate(StoredObject meeting, Instant original) {
        var pattern = Patterns.ofMeeting(recurrence(meeting));
        boolean deleted = pattern.exceptions().stream()
                .filter(exception -> exception.originalDate().equals(original))
                .reduce((first, last) -> last)
                .filter(exception -> exception.isDeleted())
                .isPresent();
        return !deleted && Expansion.of(pattern).isDate(original);
    }

    /// Whether a date of a repeating meeting concerns a user.
    public static boolean concerns(StoredObject meeting, Instant original, User user, DirectoryReader directory) {
        return MeetingRecurrenceType.concerns(recurrence(meeting), original, user, directory);
    }

    private static WireObject recurrence(StoredObject meeting) {
        return MeetingRecurrenceType.FIELDS.object(MeetingRecurrenceType.FIELDS.split(meeting.body()));
    }

    /// One date of a repeating event. Immutable.
    ///
    /// @param event the event
    /// @param template what all its dates have
    /// @param recurrence the repeating meeting
    /// @param occurrence when it takes place
    /// @param own what only this date has
    public record Dated(
            StoredObject event,
            JsonObject template,
            WireObject recurrence,
            Occurrence occurrence,
            Optional<WireObject> own,
            ZoneId zone) {
        /// Whether it concerns a user.
        public boolean concerns(User user, DirectoryReader directory) {
            return MeetingRecurrenceType.concerns(recurrence, occurrence.originalDate(), user, directory);
        }

        /// The event on this date.
        public JsonObject shown(DirectoryReader directory) {
            WireObject meeting = own.orElse(null);
            JsonObject shown = template;
            boolean allDay = Told.yes(template, "isallday");
            if (meeting != null) {
                allDay = meeting.bool("AllDayEvent").orElse(allDay);
                shown = text(shown, "title", meeting, "Title");
                shown = text(shown, "description", meeting, "Purpose");
                shown = text(shown, "location", meeting, "Location");
                if (meeting.has("Host") || meeting.has("Invitations")) {
                    shown = EventViews.people(shown, meeting, directory);
                }
            }
            String id = new InstanceId(event.number(), Optional.of(occurrence.originalDate())).text();
            return EventViews.times(shown, occurrence.start(), occurrence.end(), allDay, zone)
                    .with("instanceid", new JsonText(id));
        }

        private static JsonObject text(JsonObject shown, String field, WireObject meeting, String property) {
            if (!meeting.has(property)) {
                return shown;
            }
            String text = meeting.text(property).orElse("");
            return shown.with(field, field.equals("description") ? new JsonText(text) : Told.string(text));
        }
    }

    /// An event as it is stored, with other values in its fields.
    public static StoredObject with(StoredObject event, JsonObject shown, CommandObjectType type) {
        byte[] body = type.body(Fields.NONE.patchedBy(CommandObjectType.decided(shown)));
        return new StoredObject(
                event.number(), event.key(), event.version(), event.modifiedAt(), false, body, event.audience());
    }
}
