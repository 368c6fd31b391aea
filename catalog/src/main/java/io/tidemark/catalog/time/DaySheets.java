package io.tidemark.catalog.time;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The sheets of users' days: each takes registrations until it is closed, and is accepted once it is closed and
/// every registration of the day is approved (command API 2.6).
///
/// A sheet is an object under a key made of the user and the day, so that two writers who need it first make one,
/// and whoever writes a registration locks out whoever closes its day. A day without a sheet is open. Stateless.
public final class DaySheets {
    /// Most registrations of a user that are looked at on one day.
    static final int OF_A_DAY_MAX = 10_000;

    private static final TypeId TYPE = new TypeId("daysheet");
    private static final String STATE = "state";

    private DaySheets() {}

    /// A user's day.
    ///
    /// @param user the user's number
    public record Day(long user, LocalDate date) {
        /// The registrations of the day.
        public TermRange registrations() {
            return TermRange.of(Terms.name("userid", "date"), Terms.value(user, date.toString()));
        }

        static Day of(JsonObject registration) {
            return new Day(
                    Told.number(registration, "userid"),
                    LocalTimes.date(registration, "date").orElseThrow());
        }

        private ObjectKey key() {
            return new ObjectKey(TYPE, user + " " + date);
        }
    }

    /// What may be done with a day's registrations.
    public enum State {
        /// They are written freely.
        OPEN(1),
        /// They stay as they are; some wait to be approved.
        CLOSED(2),
        /// They stay as they are, and all are approved.
        ACCEPTED(3);

        private final long code;

        State(long code) {
            this.code = code;
        }

        /// Its number on the wire.
        public long code() {
            return code;
        }

        private static State of(JsonObject sheet) {
            long code = Told.number(sheet, STATE);
            return code == ACCEPTED.code ? ACCEPTED : code == CLOSED.code ? CLOSED : OPEN;
        }
    }

    /// The state of a day.
    public static State state(ReadTransaction tx, Day day) {
        return tx.object(day.key())
                .filter(sheet -> !sheet.deleted())
                .map(sheet -> State.of(CommandObjectType.object(sheet)))
                .orElse(State.OPEN);
    }

    /// The sheet of a day, locked; a new one when there is none.
    static Current sheet(Saving saving, Day day) {
        return saving.find(day.key())
                .orElseGet(() -> saving.create(
                        day.key(),
                        Patch.NOTHING,
                        CommandObjectType.decided(JsonObject.EMPTY
                                .with("userid", JsonNumber.of(day.user()))
                                .with("date", LocalTimes.date(day.date())))));
    }

    static State state(Current sheet) {
        return State.of(CommandObjectType.object(sheet.fields()));
    }

    /// Closes a day; one that is closed stays so.
    ///
    /// @return its sheet
    static Current close(Saving saving, Day day) {
        Current sheet = sheet(saving, day);
        return state(sheet) == State.OPEN ? judged(saving, day, sheet) : sheet;
    }

    /// Looks anew whether a closed day is accepted.
    static void review(Saving saving, Day day) {
        Current sheet = sheet(saving, day);
        if (state(sheet) != State.OPEN) {
            judged(saving, day, sheet);
        }
    }

    private static Current judged(Saving saving, Day day, Current sheet) {
        List<JsonObject> all = shown(saving, day).stream()
                .map(current -> CommandObjectType.object(current.fields()))
                .toList();
        boolean accepted =
                !all.isEmpty() && all.stream().allMatch(registration -> Told.number(registration, "approvedby") != 0);
        State state = accepted ? State.ACCEPTED : State.CLOSED;
        return saving.change(
                sheet,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY.with(STATE, JsonNumber.of(state.code()))));
    }

    /// The registrations of a day that were not taken back, with what the work has made of them.
    static List<Current> shown(Saving saving, Day day) {
        List<Current> shown = new ArrayList<>();
        for (TermHit hit : saving.stored().found(Registrations.TYPE, day.registrations(), OF_A_DAY_MAX)) {
            saving.find(Registrations.TYPE, hit.number())
                    .filter(current -> !Told.yes(CommandObjectType.object(current.fields()), "isdeleted"))
                    .ifPresent(shown::add);
        }
        return shown;
    }
}
