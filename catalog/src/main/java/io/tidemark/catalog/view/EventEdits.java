package io.tidemark.catalog.view;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What is done with events, each inside a save (command API 3.6). Whoever is part of an event may do it, its owner
/// among them; nobody else may. Stateless.
public final class EventEdits {
    private static final List<String> DATES = List.of("startdate", "enddate");
    private static final List<String> TIMES = List.of("starttime", "endtime");
    private static final String ALL_DAY = "isallday";
    private static final String OWNER = "userid";
    private static final String USERS = "users";
    /// The most dates of a repeating event that begin on one day and are looked at.
    private static final int OF_A_DAY_MAX = 100;

    private EventEdits() {}

    /// Creates an event.
    ///
    /// @param sent its fields, as they were sent
    /// @param forOthers whether it may belong to another user than the current one
    public static Current create(Saving saving, JsonObject sent, boolean forOthers) {
        JsonObject content = forOthers ? sent.without("id") : sent.without("id").without(OWNER);
        return saving.create(EventViews.EVENT, CommandObjectType.said(content), Patch.NOTHING);
    }

    /// Changes an event. The days and times of a repeating one are those of its pattern: they are taken when they are
    /// those of one of its dates, and change nothing.
    ///
    /// @param forOthers whether it may be passed on to another user
    public static Current change(Saving saving, ObjectNumber number, JsonObject sent, boolean forOthers) {
        Current before = attended(saving, number);
        StoredObject event = Objects.requireNonNull(before.stored());
        JsonObject content = forOthers ? sent.without("id") : sent.without("id").without(OWNER);
        if (EventInstances.repeats(event)) {
            needPattern(saving, event, content);
            for (String field : List.of("startdate", "enddate", "starttime", "endtime", ALL_DAY)) {
                content = content.without(field);
            }
        }
        return saving.change(before, CommandObjectType.said(content), Patch.NOTHING);
    }

    private static void needPattern(Saving saving, StoredObject event, JsonObject sent) {
        JsonObject stored = CommandObjectType.object(event);
        JsonObject wanted = stored;
        for (String field : DATES) {
            wanted = canonical(wanted, sent, field, BasicKind.DATE);
        }
        for (String field : TIMES) {
            wanted = canonical(wanted, sent, field, BasicKind.TIME);
        }
        wanted = canonical(wanted, sent, ALL_DAY, BasicKind.BOOLEAN);
        String[] times = {"startdate", "enddate", "starttime", "endtime", ALL_DAY};
        if (!Told.differ(stored, wanted, times)) {
            return;
        }
        ZoneId zone = saving.context().zone();
        Optional<LocalDate> day = LocalTimes.date(wanted, "startdate");
        Optional<StoredObject> meeting = saving.stored().object(EventViews.meetingKey(event.key()));
        if (day.isPresent() && meeting.isPresent()) {
            Instant from = day.get().atStartOfDay(zone).toInstant();
            Instant to = day.get().plusDays(1).atStartOfDay(zone).toInstant();
            JsonObject asked = wanted;
            boolean isOne = EventInstances.between(event, meeting.get(), from, to, zone, OF_A_DAY_MAX)
                    .map(dated -> dated.shown(saving.stored()))
                    .anyMatch(shown -> !Told.differ(asked, shown, times));
            if (isOne) {
                return;
            }
        }
        throw saving.refusal(
                ErrorCode.RULE_FORBIDS,
                "This appointment repeats, and its days and times follow its pattern. Move it in the calendar in which"
                        + " it was made.");
    }

    private static JsonObject canonical(JsonObject wanted, JsonObject sent, String field, BasicKind kind) {
        Optional<JsonValue> value = sent.get(field);
        return value.isPresent() && kind.read(field, value.get()) instanceof ValueReading.Canonical(JsonValue read)
                ? wanted.with(field, read)
                : wanted;
    }

    /// Takes an event away, from everybody or from the current user; the last one takes it away for good, and an owner
    /// who leaves passes it on.
    public static Current delete(Saving saving, ObjectNumber number, boolean forEverybody) {
        Current before = attended(saving, number);
        JsonObject event = CommandObjectType.object(before.fields());
        long actor = saving.context().actor().id().value();
        List<JsonValue> rest = new ArrayList<>();
        for (long user : Told.numbers(event, USERS)) {
            if (user != actor) {
                rest.add(JsonNumber.of(user));
            }
        }
        if (forEverybody || rest.isEmpty()) {
            saving.delete(before);
            return before;
        }
        JsonObject left = JsonObject.EMPTY.with(USERS, new JsonArray(rest));
        if (Told.number(event, OWNER) == actor) {
            left = left.with(OWNER, rest.getFirst());
        }
        return saving.change(before, Patch.NOTHING, CommandObjectType.decided(left));
    }

    /// Takes one date of an event away, for everybody. The date of a single event is the event.
    public static Current delete(Saving saving, EventInstances.InstanceId date) {
        Optional<Instant> original = date.original();
        if (original.isEmpty()) {
            Current event = saving.get(EventViews.EVENT, date.event());
            if (EventInstances.repeats(Objects.requireNonNull(event.stored()))) {
                throw saving.refusal(
                        ErrorCode.IMPOSSIBLE_VALUE,
                        "The field instanceid names an appointment that repeats, and none of its days.");
            }
            return delete(saving, date.event(), true);
        }
        Current event = saving.get(EventViews.EVENT, date.event());
        StoredObject stored = Objects.requireNonNull(event.stored());
        Optional<StoredObject> meeting = EventInstances.repeats(stored)
                ? saving.stored().object(EventViews.meetingKey(stored.key()))
                : Optional.empty();
        if (meeting.isEmpty() || !EventInstances.hasDate(meeting.get(), original.get())) {
            throw saving.refusal(
                    ErrorCode.IMPOSSIBLE_VALUE, "The field instanceid names no day on which this appointment is.");
        }
        boolean concerned = isAttended(saving, CommandObjectType.object(event.fields()))
                || EventInstances.concerns(
                        meeting.get(), original.get(), saving.context().actor(), saving.stored());
        if (!concerned) {
            throw notTheirs(saving);
        }
        String once = original.get() + " " + saving.context().ids().objectId();
        return saving.change(
                event,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY.with(SeriesDates.TAKEN_AWAY, new JsonText(once))));
    }

    /// Whether a user is part of an event.
    public static boolean isAttended(JsonObject event, UserId user) {
        return Told.number(event, OWNER) == user.value()
                || Set.copyOf(Told.numbers(event, USERS)).contains(user.value());
    }

    private static boolean isAttended(Saving saving, JsonObject event) {
        return isAttended(event, saving.context().actor().id());
    }

    private static Current attended(Saving saving, ObjectNumber number) {
        Current event = saving.get(EventViews.EVENT, number);
        if (!isAttended(saving, CommandObjectType.object(event.fields()))) {
            throw notTheirs(saving);
        }
        return event;
    }

    private static RuntimeException notTheirs(Saving saving) {
        return saving.refusal(
                ErrorCode.NOT_PERMITTED, "You are not part of this appointment. Only those who are can change it.");
    }
}
