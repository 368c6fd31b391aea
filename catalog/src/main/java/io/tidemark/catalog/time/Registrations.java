package io.tidemark.catalog.time;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.time.DaySheets.Day;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// What is done with time registrations, each inside a save (command API 3.5).
///
/// Everybody in the account may read them; a user writes only his own, except that anybody may approve. A closed day
/// takes no change of what was registered, nor does a locked registration, nor one that stands on an invoice.
/// Whatever changes the time on a task changes the task's `timeusage` in the same transaction. Stateless.
public final class Registrations {
    /// The type of registrations.
    public static final TypeId TYPE = new TypeId("registrationentry");

    private static final TypeId TODO = new TypeId("todo");
    private static final Set<String> CONTENT = Set.of("minutes", "starttime", "workareaid", "note", "stars");
    private static final Set<String> ADMINISTRATION = Set.of("approvedby", "locked", "gpslock");
    private static final String INTERNAL = "internalid";
    private static final String HIDDEN = "isdeleted";
    private static final String MINUTES = "minutes";
    private static final String USAGE = "timeusage";

    private Registrations() {}

    /// How a registration was made. Automatic ones and those from tickets are made elsewhere.
    public enum Origin {
        /// By hand.
        HAND("M"),
        /// By checking in and out.
        CHECK_IN("C");

        private final String code;

        Origin(String code) {
            this.code = code;
        }
    }

    /// Adds a registration to the current user's day.
    ///
    /// @param sent its fields, as they were sent
    public static Current add(Saving saving, JsonObject sent, Origin origin) {
        JsonObject content = sent;
        for (String field : ADMINISTRATION) {
            content = content.without(field);
        }
        Current added = saving.create(
                TYPE,
                CommandObjectType.said(content.without("id")),
                CommandObjectType.decided(JsonObject.EMPTY.with("origin", new JsonText(origin.code))));
        JsonObject registration = CommandObjectType.object(added.fields());
        needOwn(saving, registration);
        needOpen(saving, Day.of(registration));
        count(saving, JsonObject.EMPTY, registration);
        return added;
    }

    /// Changes a registration of the current user.
    ///
    /// @param sent its fields, as they were sent; those that may not be changed are ignored
    /// @param administers whether approval and locks may be written too
    public static Current update(Saving saving, ObjectNumber number, JsonObject sent, boolean administers) {
        Current before = saving.get(TYPE, number);
        JsonObject stored = CommandObjectType.object(before.fields());
        needOwn(saving, stored);
        if (Told.yes(stored, HIDDEN)) {
            throw saving.refusal(ErrorCode.RULE_FORBIDS, "This registration was deleted. Add a new one.");
        }
        JsonObject said = JsonObject.EMPTY;
        for (var field : sent.members().entrySet()) {
            boolean taken = CONTENT.contains(field.getKey())
                    || (administers && ADMINISTRATION.contains(field.getKey()))
                    || (field.getKey().equals(INTERNAL) && Told.number(stored, INTERNAL) != 0);
            said = taken ? said.with(field.getKey(), field.getValue()) : said;
        }
        Current after = saving.change(before, CommandObjectType.said(said), Patch.NOTHING);
        JsonObject changed = CommandObjectType.object(after.fields());
        if (Told.differ(stored, changed, MINUTES, "starttime", "workareaid", "note", "stars", INTERNAL)) {
            needOpen(saving, Day.of(stored));
            needFree(saving, stored, changed);
            count(saving, stored, changed);
        }
        if (Told.differ(stored, changed, "approvedby")) {
            DaySheets.review(saving, Day.of(stored));
        }
        return after;
    }

    /// Takes a registration of the current user back. One that was taken back before stays so.
    public static Current delete(Saving saving, ObjectNumber number) {
        return delete(saving, saving.get(TYPE, number));
    }

    private static Current delete(Saving saving, Current before) {
        JsonObject stored = CommandObjectType.object(before.fields());
        needOwn(saving, stored);
        if (Told.yes(stored, HIDDEN)) {
            return before;
        }
        needOpen(saving, Day.of(stored));
        needFree(saving, stored, stored);
        Current after = saving.change(
                before, Patch.NOTHING, CommandObjectType.decided(JsonObject.EMPTY.with(HIDDEN, JsonNumber.ONE)));
        count(saving, stored, CommandObjectType.object(after.fields()));
        return after;
    }

    /// Takes all registrations of a day of the current user back, or none.
    ///
    /// @param user whose day; must be the current user
    /// @return the day's sheet
    public static Current clear(Saving saving, long user, LocalDate date) {
        Day day = new Day(user, date);
        needOwn(saving, user);
        needOpen(saving, day);
        DaySheets.shown(saving, day).forEach(registration -> delete(saving, registration));
        return DaySheets.sheet(saving, day);
    }

    /// Closes the sheet of a day of the current user.
    ///
    /// @param user whose day; must be the current user
    /// @return the sheet
    public static Current close(Saving saving, long user, LocalDate date) {
        needOwn(saving, user);
        return DaySheets.close(saving, new Day(user, date));
    }

    /// Approves a registration, whoever's it is.
    ///
    /// @param approver who approves it
    public static Current approve(Saving saving, ObjectNumber number, long approver) {
        Current before = saving.get(TYPE, number);
        JsonObject stored = CommandObjectType.object(before.fields());
        if (Told.yes(stored, HIDDEN)) {
            throw saving.refusal(ErrorCode.RULE_FORBIDS, "This registration was deleted, so nobody can approve it.");
        }
        if (approver < 1 || saving.stored().user(new UserId(approver)).isEmpty()) {
            throw saving.refusal(ErrorCode.IMPOSSIBLE_VALUE, "The field userid must name the user who approves.");
        }
        Current after = saving.change(
                before,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY.with("approvedby", JsonNumber.of(approver))));
        DaySheets.review(saving, Day.of(stored));
        return after;
    }

    /// Notes that registrations stand on an invoice: all of them, or none.
    ///
    /// @param numbers at least one
    /// @return the last of them
    public static Current invoice(Saving saving, List<ObjectNumber> numbers) {
        Current last = null;
        for (ObjectNumber number : numbers) {
            last = saving.change(
                    saving.get(TYPE, number),
                    Patch.NOTHING,
                    CommandObjectType.decided(JsonObject.EMPTY
                            .with(RegistrationConduct.TO_INVOICE, JsonNumber.ZERO)
                            .with(RegistrationConduct.INVOICED, JsonNumber.ONE)));
        }
        if (last == null) {
            throw new IllegalArgumentException("no registration is named");
        }
        return last;
    }

    private static void needOwn(Saving saving, JsonObject registration) {
        needOwn(saving, Told.number(registration, "userid"));
    }

    private static void needOwn(Saving saving, long user) {
        if (user != saving.context().actor().id().value()) {
            throw saving.refusal(
                    ErrorCode.NOT_PERMITTED, "These are another user's registrations. Only that user can write them.");
        }
    }

    private static void needOpen(Saving saving, Day day) {
        if (DaySheets.state(DaySheets.sheet(saving, day)) != DaySheets.State.OPEN) {
            throw saving.refusal(
                    ErrorCode.RULE_FORBIDS, "This day is closed. Register on a day that is open, or ask your leader.");
        }
    }

    /// @param then what is stored
    /// @param now what it shall be: who takes the lock away may change the rest with it
    private static void needFree(Saving saving, JsonObject then, JsonObject now) {
        if (Told.yes(then, RegistrationConduct.INVOICED)) {
            throw saving.refusal(
                    ErrorCode.RULE_FORBIDS, "This registration stands on an invoice and cannot be changed any more.");
        }
        boolean wasLocked = Told.yes(then, "locked") || Told.yes(then, "gpslock");
        if (wasLocked && (Told.yes(now, "locked") || Told.yes(now, "gpslock"))) {
            throw saving.refusal(
                    ErrorCode.RULE_FORBIDS, "This registration is locked. Ask whoever locked it to unlock it.");
        }
    }

    /// Lets the tasks that are concerned follow.
    private static void count(Saving saving, JsonObject then, JsonObject now) {
        long before = Told.number(then, "todoid");
        long after = Told.number(now, "todoid");
        if (before == after) {
            count(saving, after, minutes(now) - minutes(then));
        } else {
            count(saving, before, -minutes(then));
            count(saving, after, minutes(now));
        }
    }

    private static long minutes(JsonObject registration) {
        return Told.yes(registration, HIDDEN) ? 0 : Told.number(registration, MINUTES);
    }

    private static void count(Saving saving, long todo, long minutes) {
        if (todo < 1 || minutes == 0) {
            return;
        }
        saving.find(TODO, new ObjectNumber(todo)).ifPresent(current -> {
            long usage = Told.number(CommandObjectType.object(current.fields()), USAGE);
            saving.change(
                    current,
                    Patch.NOTHING,
                    CommandObjectType.decided(
                            JsonObject.EMPTY.with(USAGE, JsonNumber.of(Math.max(0, usage + minutes)))));
        });
    }
}
