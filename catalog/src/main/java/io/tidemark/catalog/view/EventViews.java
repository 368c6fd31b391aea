package io.tidemark.catalog.view;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.people.Gathering;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A meeting of the meeting API, single or repeating, and the `event` of the command API that it is.
///
/// | meeting | event |
/// | --- | --- |
/// | `Title`, `Purpose`, `Location` | `title`, `description`, `location` |
/// | `Start`, `End`, `AllDayEvent` | `startdate`, `starttime`, `enddate`, `endtime`, `isallday`; the last day of a
/// whole-day event is the day before its end |
/// | `Host` | `userid` |
/// | `Invitations` of users who have not declined | `users`, the host among them |
///
/// A repeating meeting is one event, whose times are those of its template; its days come from its pattern
/// ([EventInstances]). Guests, answers and co-hosts are known to the meeting only. Stateless.
public final class EventViews {
    /// The type of events.
    public static final TypeId EVENT = new TypeId("event");

    private static final String SERIES = "series:";
    private static final String[] TIMES = {"startdate", "starttime", "enddate", "endtime", "isallday"};

    private EventViews() {}

    /// The event that a single meeting is.
    public static Counterpart eventOfMeeting(CommandObjectType eventType) {
        return new EventOf(eventType, "", fields -> MeetingType.FIELDS.object(fields));
    }

    /// The event that a repeating meeting is.
    public static Counterpart eventOfRecurrence(CommandObjectType eventType) {
        return new EventOf(eventType, SERIES, fields -> template(MeetingRecurrenceType.FIELDS.object(fields)));
    }

    /// The meeting that an event is.
    ///
    /// @param key the event's
    public static Counterpart meetingOfEvent(ObjectKey key) {
        return isSeries(key) ? new RecurrenceOfEvent() : new MeetingOfEvent();
    }

    /// The key of the event that a meeting is; empty for other objects.
    public static Optional<ObjectKey> eventKey(ObjectKey meeting) {
        if (meeting.type().equals(MeetingType.ID)) {
            return Optional.of(new ObjectKey(EVENT, meeting.id()));
        }
        return meeting.type().equals(MeetingRecurrenceType.ID)
                ? Optional.of(new ObjectKey(EVENT, SERIES + meeting.id()))
                : Optional.empty();
    }

    /// The key of the meeting that an event is.
    public static ObjectKey meetingKey(ObjectKey event) {
        return isSeries(event)
                ? new ObjectKey(MeetingRecurrenceType.ID, event.id().substring(SERIES.length()))
                : new ObjectKey(MeetingType.ID, event.id());
    }

    private static boolean isSeries(ObjectKey event) {
        return event.id().startsWith(SERIES);
    }

    private static WireObject template(WireObject recurrence) {
        return recurrence.object("Meeting").orElse(MeetingShapes.MEETING.empty());
    }

    /// The times of an event.
    ///
    /// @param start a meeting's start
    /// @param end its end
    static JsonObject times(JsonObject event, Instant start, Instant end, boolean allDay, ZoneId zone) {
        LocalDateTime from = LocalTimes.local(start, zone);
        LocalDateTime to = LocalTimes.local(end, zone);
        if (allDay && to.toLocalTime().equals(LocalTime.MIDNIGHT) && to.isAfter(from)) {
            to = to.minusDays(1);
        }
        return event.with("startdate", LocalTimes.date(from.toLocalDate()))
                .with("starttime", LocalTimes.time(from.toLocalTime()))
                .with("enddate", LocalTimes.date(to.toLocalDate()))
                .with("endtime", LocalTimes.time(to.toLocalTime()))
                .with("isallday", Told.flag(allDay));
    }

    private record EventOf(CommandObjectType eventType, String prefix, MeetingIn meetingIn) implements Counterpart {
        @Override
        public ObjectKey key(ObjectKey own) {
            return new ObjectKey(EVENT, prefix + own.id());
        }

        @Override
        public Fields follow(Fields before, Fields after, Fields other, RuleContext context) {
            WireObject then = before.equals(Fields.NONE) ? MeetingShapes.MEETING.empty() : meetingIn.meeting(before);
            WireObject meeting = meetingIn.meeting(after);
            JsonObject told = JsonObject.EMPTY;
            told = text(told, "title", then, meeting, "Title");
            told = text(told, "description", then, meeting, "Purpose");
            told = text(told, "location", then, meeting, "Location");
            if (differ(then, meeting, "Start")
                    || differ(then, meeting, "End")
                    || differ(then, meeting, "AllDayEvent")) {
                told = times(told, meeting, context);
            }
            if (differ(then, meeting, "Host") || differ(then, meeting, "Invitations")) {
                told = EventViews.people(told, meeting, context.transaction());
            }
            return eventType.following(other, told, context);
        }

        private static JsonObject text(
                JsonObject told, String field, WireObject then, WireObject meeting, String property) {
            String text = meeting.text(property).orElse("");
            return differ(then, meeting, property)
                    ? told.with(field, field.equals("description") ? new JsonText(text) : Told.string(text))
                    : told;
        }

        private static JsonObject times(JsonObject told, WireObject meeting, RuleContext context) {
            Optional<Instant> start = meeting.instant("Start");
            if (start.isEmpty()) {
                return told;
            }
            return EventViews.times(
                    told,
                    start.get(),
                    meeting.instant("End").orElse(start.get()),
                    meeting.bool("AllDayEvent").orElse(false),
                    context.zone());
        }
    }

    /// The people of an event.
    static JsonObject people(JsonObject told, WireObject meeting, DirectoryReader directory) {
        Optional<User> host = meeting.object("Host").flatMap(person -> People.stored(person, directory));
        TreeMap<Long, User> users = new TreeMap<>();
        Gathering.participants(meeting, directory).stream()
                .filter(user -> !user.guest())
                .forEach(user -> users.put(user.id().value(), user));
        return told.with(
                        "userid",
                        JsonNumber.of(host.map(user -> user.id().value()).orElse(0L)))
                .with("users", Told.numbers(users.values()));
    }

    /// Where a type of meetings has the meeting.
    private interface MeetingIn {
        WireObject meeting(Fields fields);
    }

    private static boolean differ(WireObject one, WireObject other, String property) {
        return !one.value(property).equals(other.value(property));
    }

    private record MeetingOfEvent() implements Counterpart {
        @Override
        public ObjectKey key(ObjectKey own) {
            return meetingKey(own);
        }

        @Override
        public Fields follow(Fields before, Fields after, Fields other, RuleContext context) {
            WireObject meeting =
                    other.equals(Fields.NONE) ? MeetingShapes.MEETING.empty() : MeetingType.FIELDS.object(other);
            return MeetingType.FIELDS.fields(meetingOf(before, after, meeting, context));
        }
    }

    private record RecurrenceOfEvent() implements Counterpart {
        @Override
        public ObjectKey key(ObjectKey own) {
            return meetingKey(own);
        }

        @Override
        public Fields follow(Fields before, Fields after, Fields other, RuleContext context) {
            WireObject recurrence = MeetingRecurrenceType.FIELDS.object(other);
            WireObject followed = recurrence.with("Meeting", meetingOf(before, after, template(recurrence), context));
            JsonObject then = CommandObjectType.object(before);
            JsonObject event = CommandObjectType.object(after);
            return MeetingRecurrenceType.FIELDS.fields(SeriesDates.follow(then, event, followed, context));
        }
    }

    private static WireObject meetingOf(Fields before, Fields after, WireObject meeting, RuleContext context) {
        JsonObject then = CommandObjectType.object(before);
        JsonObject event = CommandObjectType.object(after);
        WireObject next = meeting;
        if (Told.differ(then, event, "title")) {
            next = next.with("Title", Told.text(event, "title"));
        }
        if (Told.differ(then, event, "description")) {
            next = next.with("Purpose", Told.text(event, "description"));
        }
        if (Told.differ(then, event, "location")) {
            next = next.with("Location", Told.text(event, "location"));
        }
        if (Told.differ(then, event, TIMES)) {
            next = times(event, next, context);
        }
        if (Told.differ(then, event, "userid", "users")) {
            next = people(event, next, context);
        }
        return next;
    }

    private static WireObject times(JsonObject event, WireObject meeting, RuleContext context) {
        Optional<LocalDate> first = LocalTimes.date(event, "startdate");
        if (first.isEmpty()) {
            return meeting;
        }
        boolean allDay = Told.yes(event, "isallday");
        LocalDate last = LocalTimes.date(event, "enddate").orElse(first.get());
        LocalTime start = LocalTimes.time(event, "starttime").orElse(LocalTime.MIDNIGHT);
        LocalTime end = LocalTimes.time(event, "endtime").orElse(start);
        LocalDateTime to = allDay ? last.plusDays(1).atStartOfDay() : last.atTime(end);
        LocalDateTime from = allDay ? first.get().atStartOfDay() : first.get().atTime(start);
        return meeting.with("Start", from.atZone(context.zone()).toInstant())
                .with("End", to.atZone(context.zone()).toInstant())
                .with("AllDayEvent", allDay);
    }

    /// Who is no longer among the event's users is taken off; who is new is invited; guests and answers stay.
    private static WireObject people(JsonObject event, WireObject meeting, RuleContext context) {
        User host =
                Told.user(Told.number(event, "userid"), context.transaction()).orElse(context.actor());
        Set<Long> wanted = Told.numbers(event, "users");
        TreeMap<String, WireObject> invitations = new TreeMap<>();
        for (WireObject invitation : Gathering.invitations(meeting)) {
            invitation
                    .object("User")
                    .flatMap(person -> People.stored(person, context.transaction()))
                    .filter(user -> user.guest()
                            || hasDeclined(invitation)
                            || wanted.contains(user.id().value()))
                    .ifPresent(user -> invitations.put(user.email(), invitation));
        }
        for (long number : wanted) {
            Told.user(number, context.transaction())
                    .filter(user -> !user.id().equals(host.id()))
                    .ifPresent(user -> invitations.merge(
                            user.email(),
                            invitation(user),
                            (old, invited) -> hasDeclined(old) ? old.with("Status", InvitationStatus.PENDING) : old));
        }
        WireObject hosted = meeting.with("Host", People.wire(host));
        return invitations.isEmpty() && !meeting.has("Invitations")
                ? hosted
                : hosted.with("Invitations", new ArrayList<>(invitations.values()));
    }

    private static boolean hasDeclined(WireObject invitation) {
        return invitation
                .oneOf("Status", InvitationStatus.class)
                .filter(InvitationStatus.DECLINED::equals)
                .isPresent();
    }

    private static WireObject invitation(User user) {
        return MeetingShapes.INVITATION
                .empty()
                .with("User", People.wire(user))
                .with("Status", InvitationStatus.PENDING)
                .with("Required", true)
                .with("IsCoHost", false);
    }
}
