package io.tidemark.catalog.view;

import io.tidemark.catalog.command.Conduct;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Events: an end that is left out is the start, an event does not end before it starts, it belongs to
/// somebody, and its owner takes part. Stateless.
public final class EventConduct implements Conduct {
    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        return taken(timed(after), context);
    }

    private static JsonObject timed(JsonObject event) {
        Optional<LocalDate> first = LocalTimes.date(event, "startdate");
        if (first.isEmpty()) {
            throw new Unfit("The field startdate is needed: an event takes place on a day.");
        }
        JsonObject timed = event;
        if (Told.text(event, "enddate").isEmpty()) {
            timed = timed.with("enddate", LocalTimes.date(first.get()));
        }
        if (Told.text(event, "endtime").isEmpty()) {
            timed = timed.with("endtime", event.get("starttime").orElse(JsonText.EMPTY));
        }
        LocalDate last = LocalTimes.date(timed, "enddate").orElse(first.get());
        boolean backwards = Told.yes(timed, "isallday")
                ? last.isBefore(first.get())
                : last.atTime(time(timed, "endtime")).isBefore(first.get().atTime(time(timed, "starttime")));
        if (backwards) {
            throw new Unfit("The field enddate is before startdate, or endtime before starttime.");
        }
        return timed;
    }

    private static LocalTime time(JsonObject event, String field) {
        return LocalTimes.time(event, field).orElse(LocalTime.MIDNIGHT);
    }

    private static JsonObject taken(JsonObject event, RuleContext context) {
        long owner = Told.number(event, "userid") == 0 ? context.actor().id().value() : Told.number(event, "userid");
        Set<Long> users = Told.numbers(event, "users");
        if (users.contains(owner)) {
            return event.with("userid", JsonNumber.of(owner));
        }
        List<JsonValue> all = new java.util.ArrayList<>(List.of(JsonNumber.of(owner)));
        users.forEach(user -> all.add(JsonNumber.of(user)));
        return event.with("userid", JsonNumber.of(owner)).with("users", new JsonArray(all));
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.of(EventViews.meetingOfEvent(key));
    }
}
