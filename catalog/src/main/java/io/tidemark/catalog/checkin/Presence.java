package io.tidemark.catalog.checkin;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/// What a user is checked in on now: one object for each user, under a key made of the user, so that it is found by
/// one look-up and two writers who need it first make one. Immutable.
///
/// It holds the latest of each: of the check-ins, of the arrivals at work, of the goings home, by the times that the
/// user gave. So it comes to the same in whatever order they arrive.
///
/// @param values its fields
public record Presence(JsonObject values) {
    private static final TypeId TYPE = new TypeId("presence");
    private static final String CHECK_IN = "checkinid";

    /// What of a check-in is shown while it lasts.
    private static final String[] SHOWN = {
        "objecttype", "objectid", "toolid", "checkindate", "checkintime", "longitude", "latitude"
    };

    /// What is stored of a user.
    public static Presence of(ReadTransaction tx, long user) {
        return new Presence(tx.object(key(user))
                .filter(object -> !object.deleted())
                .map(CommandObjectType::object)
                .orElse(JsonObject.EMPTY));
    }

    private static ObjectKey key(long user) {
        return new ObjectKey(TYPE, "user " + user);
    }

    /// The presence of a user, locked; a new one when there is none.
    static Current locked(Saving saving, long user) {
        return saving.find(key(user))
                .orElseGet(() -> saving.create(
                        key(user),
                        Patch.NOTHING,
                        CommandObjectType.decided(JsonObject.EMPTY.with("userid", JsonNumber.of(user)))));
    }

    static Presence of(Current current) {
        return new Presence(CommandObjectType.object(current.fields()));
    }

    /// The check-in that lasts; 0 for none.
    public long checkIn() {
        return Told.number(values, CHECK_IN);
    }

    /// When the user came to work; empty when the user has gone home since.
    public Optional<LocalDateTime> atWorkSince() {
        Optional<LocalDateTime> came = time("daycheckin");
        Optional<LocalDateTime> went = time("daycheckout");
        return came.filter(at -> went.isEmpty() || at.isAfter(went.get()));
    }

    /// With a check-in. It lasts unless a later one is known, or the user went home later.
    ///
    /// @param number its number
    /// @param checkIn its fields
    Presence with(long number, JsonObject checkIn) {
        LocalDateTime at = time(checkIn, "checkin").orElseThrow();
        if (time("latest").filter(at::isBefore).isPresent()) {
            return this;
        }
        Presence latest = new Presence(values.with("latestid", JsonNumber.of(number))).at("latest", at);
        boolean wentHome =
                time("daycheckout").filter(went -> !went.isBefore(at)).isPresent();
        return wentHome ? latest.withNone() : latest.showing(number, checkIn);
    }

    private Presence showing(long number, JsonObject checkIn) {
        JsonObject shown = values.with(CHECK_IN, JsonNumber.of(number));
        for (String field : SHOWN) {
            shown = shown.with(field, checkIn.get(field).orElse(JsonText.EMPTY));
        }
        return new Presence(shown);
    }

    /// Without a check-in: it has ended. One that does not last makes no difference.
    Presence without(long number) {
        return checkIn() == number ? withNone() : this;
    }

    private Presence withNone() {
        JsonObject none = values.with(CHECK_IN, JsonNumber.ZERO)
                .with("objectid", JsonNumber.ZERO)
                .with("toolid", JsonNumber.ZERO)
                .with("longitude", JsonNumber.ZERO)
                .with("latitude", JsonNumber.ZERO);
        for (String field : new String[] {"objecttype", "checkindate", "checkintime"}) {
            none = none.with(field, JsonText.EMPTY);
        }
        return new Presence(none);
    }

    /// With an arrival at work. The latest counts: who forgot to go home yesterday comes to work today.
    Presence arrived(LocalDateTime at) {
        return time("daycheckin").filter(came -> !at.isAfter(came)).isPresent() ? this : at("daycheckin", at);
    }

    /// With a going home, which ends what began before.
    Presence wentHome(LocalDateTime at) {
        Presence after =
                time("daycheckout").filter(went -> !at.isAfter(went)).isPresent() ? this : at("daycheckout", at);
        boolean ends = checkIn() != 0
                && time("checkin").filter(began -> !began.isAfter(at)).isPresent();
        return ends ? after.withNone() : after;
    }

    private Optional<LocalDateTime> time(String prefix) {
        return time(values, prefix);
    }

    static Optional<LocalDateTime> time(JsonObject object, String prefix) {
        Optional<LocalDate> date = LocalTimes.date(object, prefix + "date");
        Optional<LocalTime> time = LocalTimes.time(object, prefix + "time");
        return date.map(day -> day.atTime(time.orElse(LocalTime.MIDNIGHT)));
    }

    private Presence at(String prefix, LocalDateTime at) {
        return new Presence(values.with(prefix + "date", LocalTimes.date(at.toLocalDate()))
                .with(prefix + "time", LocalTimes.time(at.toLocalTime())));
    }
}
