package io.tidemark.api.command.calendar;

import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.view.EventEdits;
import io.tidemark.catalog.view.EventInstances;
import io.tidemark.catalog.view.EventViews;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.SpanHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The appointments of a user within some days, each date of a repeating one for itself. Confined to its transaction.
///
/// @param tx the transaction
/// @param type events
/// @param reader who asks
/// @param zone the account's time zone
record Agenda(ReadTransaction tx, CommandObjectType type, UserId reader, ZoneId zone) {
    private static final String[] DETAILS = {"title", "description", "location", "typetext"};
    private static final String[] NUMBERS = {"typeid", "customerid", "todoid", "productionid"};

    /// The appointments of a user that overlap these days.
    ///
    /// @throws CommandException when they are more than an answer holds
    List<StoredObject> of(User user, LocalDate first, LocalDate last) {
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
        Set<ObjectKey> keys = new LinkedHashSet<>();
        List<SpanHit> hits = tx.spans(Principal.of(user.id()), from, to, ObjectDesk.FOUND_MAX + 1);
        needBounded(hits.size());
        hits.forEach(hit -> EventViews.eventKey(hit.key()).ifPresent(keys::add));
        List<Shown> shown = new ArrayList<>();
        for (ObjectKey key : keys) {
            tx.object(key).filter(event -> !event.deleted()).ifPresent(event -> add(shown, event, user, from, to));
        }
        withoutLength(user, first, last).stream()
                .filter(event -> !keys.contains(event.key()))
                .forEach(event -> shown.add(new Shown(event, EventInstances.single(event))));
        needBounded(shown.size());
        return shown.stream()
                .sorted(Comparator.comparing(Shown::begin))
                .map(one -> EventInstances.with(one.event(), visible(one.fields()), type))
                .toList();
    }

    private record Shown(StoredObject event, JsonObject fields) {
        String begin() {
            return Told.text(fields, "startdate") + Told.text(fields, "starttime");
        }
    }

    private void add(List<Shown> shown, StoredObject event, User user, Instant from, Instant to) {
        if (!EventInstances.repeats(event)) {
            shown.add(new Shown(event, EventInstances.single(event)));
            return;
        }
        StoredObject meeting = tx.object(EventViews.meetingKey(event.key())).orElseThrow();
        EventInstances.between(event, meeting, from, to, zone, ObjectDesk.FOUND_MAX + 1)
                .filter(dated -> dated.concerns(user, tx))
                .forEach(dated -> shown.add(new Shown(event, dated.shown(tx))));
        needBounded(shown.size());
    }

    /// Those that take no time, which occupy nobody and so have no stretch by which they are found.
    private List<StoredObject> withoutLength(User user, LocalDate first, LocalDate last) {
        TermRange range = TermRange.between(
                Terms.name("users", "startdate"),
                Terms.value(user.id().value(), first.toString()),
                Terms.value(user.id().value(), last.toString()));
        List<StoredObject> found = ObjectDesk.shown(tx, type.type(), range);
        needBounded(found.size());
        return found.stream().filter(event -> !EventInstances.repeats(event)).toList();
    }

    private static void needBounded(int count) {
        if (count >= ObjectDesk.FOUND_MAX) {
            throw new CommandException(
                    CommandError.BAD_VALUE,
                    "There are too many appointments between fromdate and todate. Ask for fewer days.");
        }
    }

    /// Others see of a private appointment only that it is there.
    JsonObject visible(JsonObject event) {
        if (!Told.yes(event, "isprivate") || EventEdits.isAttended(event, reader)) {
            return event;
        }
        JsonObject visible = event;
        for (String field : DETAILS) {
            visible = visible.with(field, JsonText.EMPTY);
        }
        for (String field : NUMBERS) {
            visible = visible.with(field, JsonNumber.ZERO);
        }
        return visible;
    }

    /// An event as its reader sees it, without a date of its own if it repeats.
    StoredObject one(StoredObject event) {
        return EventInstances.with(event, visible(EventInstances.single(event)), type);
    }

    static CommandObjectType type(ObjectDesk desk) {
        CommandType event = desk.type("event");
        return new CommandObjectType(desk.types(), event);
    }
}
