package io.tidemark.catalog.planning;

import io.tidemark.catalog.checkin.CheckIns;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonObject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/// How far a planning has come (types 8.1): the first of these that holds.
public enum Activity {
    /// The task is closed.
    CLOSED(0),
    /// The user is checked in on the task now.
    IN_PROGRESS(1),
    /// The user was checked in on the task on the planned day.
    VISITED(2),
    /// The planned time has passed.
    NOT_VISITED(3),
    /// It is planned for later today.
    LATER_TODAY(4),
    /// It is planned for another day.
    LATER(5);

    private static final TypeId TODO = new TypeId("todo");

    private final long code;

    Activity(long code) {
        this.code = code;
    }

    /// Its number on the wire.
    public long code() {
        return code;
    }

    /// How far a planning has come.
    ///
    /// @param now what clocks of the account show
    public static Activity of(ReadTransaction tx, JsonObject planning, LocalDateTime now) {
        long todo = Told.number(planning, "todoid");
        long user = Told.number(planning, "userid");
        if (todo(tx, todo).filter(task -> Told.yes(task, "isclosed")).isPresent()) {
            return CLOSED;
        }
        Optional<LocalDate> day = LocalTimes.date(planning, "date");
        if (todo > 0 && user > 0) {
            if (CheckIns.isOn(tx, user, todo)) {
                return IN_PROGRESS;
            }
            if (day.isPresent() && CheckIns.wasOn(tx, user, todo, day.get())) {
                return VISITED;
            }
        }
        if (day.isEmpty() || day.get().isAfter(now.toLocalDate())) {
            return LATER;
        }
        boolean passed = day.get().isBefore(now.toLocalDate())
                || end(planning).filter(end -> end.isBefore(now.toLocalTime())).isPresent();
        return passed ? NOT_VISITED : LATER_TODAY;
    }

    /// The task with a number.
    static Optional<JsonObject> todo(ReadTransaction tx, long number) {
        return number < 1
                ? Optional.empty()
                : tx.object(new ObjectNumber(number))
                        .filter(object ->
                                !object.deleted() && object.key().type().equals(TODO))
                        .map(CommandObjectType::object);
    }

    private static Optional<LocalTime> end(JsonObject planning) {
        return LocalTimes.time(planning, "endtime").or(() -> LocalTimes.time(planning, "starttime"));
    }
}
