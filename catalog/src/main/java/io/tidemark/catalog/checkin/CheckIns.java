package io.tidemark.catalog.checkin;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.time.Registrations;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/// Checking in and out, each inside a save (command API 2.9, 3.8).
///
/// The times are the user's, and what happened in the field may arrive late, twice and in another order. A check-in
/// lasts until the user checks out of it, checks in on something later, or goes home; whichever of these arrives
/// first, the outcome is the same. Each stay is an object of its own, so that a check-out finds it by its number even
/// when it was over long ago. Stateless.
public final class CheckIns {
    /// The type of stays.
    public static final TypeId TYPE = new TypeId("checkin");

    /// Most check-ins of a user at one second that are looked at.
    private static final int OF_A_SECOND_MAX = 100;

    private static final String OBJECT_TYPE = "objecttype";
    private static final String OBJECT = "objectid";
    private static final String DATE = "checkindate";
    private static final String TIME = "checkintime";
    private static final String OUT_DATE = "checkoutdate";

    private CheckIns() {}

    /// Checks a user in. The same check-in that arrives again is the one that is there.
    ///
    /// @param user who
    /// @param stay on what, where and since when: canonical fields of the type
    /// @return the stay
    public static Current checkIn(Saving saving, long user, JsonObject stay) {
        Current presence = Presence.locked(saving, user);
        Optional<Current> known = known(saving, user, stay);
        if (known.isPresent()) {
            return known.get();
        }
        Current begun = saving.create(
                TYPE,
                CommandObjectType.said(stay),
                CommandObjectType.decided(JsonObject.EMPTY.with("userid", JsonNumber.of(user))));
        long number = saving.number(begun).value();
        change(saving, presence, Presence.of(presence).with(number, CommandObjectType.object(begun.fields())));
        return begun;
    }

    private static Optional<Current> known(Saving saving, long user, JsonObject stay) {
        TermRange range = TermRange.of(
                Terms.name("userid", DATE, TIME), Terms.value(user, Told.text(stay, DATE), Told.text(stay, TIME)));
        for (TermHit hit : saving.stored().found(TYPE, range, OF_A_SECOND_MAX)) {
            Optional<Current> same = saving.find(TYPE, hit.number())
                    .filter(current ->
                            !Told.differ(CommandObjectType.object(current.fields()), stay, OBJECT_TYPE, OBJECT));
            if (same.isPresent()) {
                return same;
            }
        }
        return Optional.empty();
    }

    /// How a stay ends.
    ///
    /// @param fields when and where, what was passed and noted: canonical fields of the type
    /// @param registration what to register, as it was sent; empty for nothing
    public record CheckOut(JsonObject fields, Optional<JsonObject> registration) {}

    /// What else a check-out does, in the same transaction.
    @FunctionalInterface
    public interface Companion {
        /// Called once for each stay, when its check-out arrives first.
        ///
        /// @param stay its fields
        void checkedOut(Saving saving, JsonObject stay);
    }

    /// Checks the current user out. A stay that ended of itself takes the end that the user gives; one that the user
    /// has ended before stays as it is.
    ///
    /// @return the stay
    public static Current checkOut(Saving saving, ObjectNumber number, CheckOut checkOut, Companion companion) {
        Current before = saving.get(TYPE, number);
        JsonObject stay = CommandObjectType.object(before.fields());
        long user = Told.number(stay, "userid");
        if (user != saving.context().actor().id().value()) {
            throw saving.refusal(
                    ErrorCode.NOT_PERMITTED, "This is another user's check-in. Only that user can check out.");
        }
        if (!Told.text(stay, OUT_DATE).isEmpty()) {
            return before;
        }
        LocalDateTime begin = Presence.time(stay, "checkin").orElseThrow();
        LocalDateTime end = Presence.time(checkOut.fields(), "checkout").orElseThrow();
        if (end.isBefore(begin)) {
            throw saving.refusal(
                    ErrorCode.IMPOSSIBLE_VALUE, "The field checkoutdate is before the check-in, or checkouttime is.");
        }
        JsonObject decided = JsonObject.EMPTY;
        if (checkOut.registration().isPresent()) {
            JsonObject wanted = registration(checkOut.registration().get(), stay, minutes(saving, begin, end));
            Current registered = Registrations.add(saving, wanted, Registrations.Origin.CHECK_IN);
            decided = decided.with(
                    "registrationid", JsonNumber.of(saving.number(registered).value()));
        }
        Current after =
                saving.change(before, CommandObjectType.said(checkOut.fields()), CommandObjectType.decided(decided));
        Current presence = Presence.locked(saving, user);
        change(saving, presence, Presence.of(presence).without(number.value()));
        companion.checkedOut(saving, CommandObjectType.object(after.fields()));
        return after;
    }

    /// What the client does not say of a registration follows from the stay.
    private static JsonObject registration(JsonObject sent, JsonObject stay, long minutes) {
        JsonObject registration = sent;
        if (sent.get("date").isEmpty()) {
            registration = registration.with("date", stay.get(DATE).orElseThrow());
        }
        if (sent.get("starttime").isEmpty()) {
            registration = registration.with("starttime", stay.get(TIME).orElseThrow());
        }
        if (sent.get("minutes").isEmpty()) {
            registration = registration.with("minutes", JsonNumber.of(minutes));
        }
        boolean onTask = Told.text(stay, OBJECT_TYPE).equals("todo");
        if (onTask && sent.get("todoid").isEmpty() && Told.number(sent, "internalid") == 0) {
            registration = registration.with("todoid", stay.get(OBJECT).orElseThrow());
        }
        return registration;
    }

    /// By the clock of the account, so that the hour which is left out or comes twice counts right.
    private static long minutes(Saving saving, LocalDateTime begin, LocalDateTime end) {
        return Duration.between(
                        begin.atZone(saving.context().zone()),
                        end.atZone(saving.context().zone()))
                .toMinutes();
    }

    /// Notes that a user has come to work.
    ///
    /// @return the user's presence
    public static Current arrive(Saving saving, long user, LocalDateTime at) {
        Current presence = Presence.locked(saving, user);
        return change(saving, presence, Presence.of(presence).arrived(at));
    }

    /// Notes that a user has gone home, which ends a check-in too.
    ///
    /// @return the user's presence
    public static Current goHome(Saving saving, long user, LocalDateTime at) {
        Current presence = Presence.locked(saving, user);
        return change(saving, presence, Presence.of(presence).wentHome(at));
    }

    private static Current change(Saving saving, Current before, Presence after) {
        JsonObject stored = CommandObjectType.object(before.fields());
        JsonObject differing = JsonObject.EMPTY;
        for (var field : after.values().members().entrySet()) {
            if (!Objects.equals(stored.members().get(field.getKey()), field.getValue())) {
                differing = differing.with(field.getKey(), field.getValue());
            }
        }
        return saving.change(before, Patch.NOTHING, CommandObjectType.decided(differing));
    }

    /// Whether a user is checked in on an object now.
    public static boolean isOn(ReadTransaction tx, long user, long object) {
        Presence presence = Presence.of(tx, user);
        return presence.checkIn() != 0 && Told.number(presence.values(), OBJECT) == object;
    }

    /// Whether a user was checked in on an object that day.
    public static boolean wasOn(ReadTransaction tx, long user, long object, LocalDate day) {
        TermRange range = TermRange.of(Terms.name("userid", OBJECT, DATE), Terms.value(user, object, day.toString()));
        return !tx.found(TYPE, range, 1).isEmpty();
    }
}
