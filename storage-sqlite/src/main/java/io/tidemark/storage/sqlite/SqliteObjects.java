package io.tidemark.storage.sqlite;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that concerns objects, as they are and as they were, and the time they occupy.
interface SqliteObjects extends WriteTransaction, InAccount {
    /// Objects as they are.
    String SELECT_OBJECT = "SELECT number, type, coalesce(id, folded_id), version, modified_at, deleted, audience, body"
            + " FROM object WHERE account = ?1";
    /// The object with a key.
    String SELECT_OBJECT_BY_KEY = SELECT_OBJECT + " AND type = ?2 AND folded_id = ?3";
    /// The object with a number.
    String SELECT_OBJECT_BY_NUMBER = SELECT_OBJECT + " AND key = (?1 << 40) + ?2";
    /// What the first change of an object after a position replaced: the state at that position. Left alone,
    /// SQLite walks the whole log from there, since the log is in the wanted order.
    String SELECT_REPLACED = """
            SELECT log.previous, earlier.at, log.before, log.sequence
            FROM log INDEXED BY log_by_object
              LEFT JOIN log AS earlier ON earlier.account = log.account AND earlier.sequence = log.previous
            WHERE log.account = ? AND log.number = ? AND log.sequence > ?
              AND (log.kind IN ('CREATED', 'CHANGED', 'DELETED') OR (log.kind = 'MOVED' AND log.previous > 0))
            ORDER BY log.sequence LIMIT 1
            """;
    /// Occupied time: one range of the index for each class of lengths (see [Reach]).
    String SELECT_SPANS = """
            SELECT found.number, object.type, coalesce(object.id, object.folded_id), found.start, found.finish
            FROM (
              SELECT number, place, start, finish FROM span WHERE account = ?1 AND principal = ?2 AND reach = 0
                AND start > ?3 AND start < ?5 AND finish > ?6
              UNION ALL SELECT number, place, start, finish FROM span WHERE account = ?1 AND principal = ?2 AND reach = 1
                AND start > ?4 AND start < ?5 AND finish > ?6
              UNION ALL SELECT number, place, start, finish FROM span WHERE account = ?1 AND principal = ?2 AND reach = 2
                AND start < ?5 AND finish > ?6
            ) AS found
            CROSS JOIN object ON object.account = ?1 AND object.key = (?1 << 40) + found.number
            ORDER BY found.start, found.number, found.place LIMIT ?7
            """;

    /// Objects whose audience is to be looked at again.
    String SELECT_DUE = "SELECT due, number FROM object INDEXED BY object_by_due"
            + " WHERE account = ? AND due <= ? ORDER BY due, number LIMIT ?";
    /// When.
    String POSTPONE = "UPDATE object SET due = ?1 WHERE account = ?2 AND key = (?2 << 40) + ?3 AND due IS NOT ?1";

    /// Objects by a term.
    String SELECT_FOUND = "SELECT value, number FROM term WHERE account = ? AND type = ? AND name = ?"
            + " AND (value, number) > (?, ?) AND value <= ? ORDER BY value, number LIMIT ?";

    @Override
    default List<TermHit> found(TypeId type, TermRange range, int limit) {
        OptionalLong typeNumber = session().typeNumbers().find(account(), type);
        return typeNumber.isEmpty()
                ? List.of()
                : session()
                        .all(
                                SELECT_FOUND,
                                row -> new TermHit(row.getString(1), new ObjectNumber(row.getLong(2))),
                                account(),
                                typeNumber.getAsLong(),
                                range.name(),
                                range.after(),
                                range.afterNumber().value(),
                                range.to(),
                                limit);
    }

    @Override
    default List<Due> due(Instant until, int limit) {
        return session()
                .all(
                        SELECT_DUE,
                        row -> new Due(Millis.toInstant(row.getLong(1)), new ObjectNumber(row.getLong(2))),
                        account(),
                        Millis.of(until),
                        limit);
    }

    @Override
    default void postpone(ObjectNumber number, @Nullable Instant until) {
        session().execute(POSTPONE, until, account(), number.value());
    }

    @Override
    default Optional<StoredObject> object(ObjectKey key) {
        OptionalLong type = session().typeNumbers().find(account(), key.type());
        return type.isEmpty()
                ? Optional.empty()
                : session()
                        .first(SELECT_OBJECT_BY_KEY, this::storedObject, account(), type.getAsLong(), key.foldedId());
    }

    @Override
    default Optional<StoredObject> object(ObjectNumber number) {
        return session().first(SELECT_OBJECT_BY_NUMBER, this::storedObject, account(), number.value());
    }

    @Override
    default Optional<StoredObject> objectAt(ObjectNumber number, Sequence at) {
        return object(number)
                .flatMap(now -> replacedAfter(number.value(), at.value())
                        .map(state -> new StoredObject(
                                number,
                                now.key(),
                                new Sequence(state.version()),
                                Millis.toInstant(state.modifiedAtMillis()),
                                state.deleted(),
                                state.body(),
                                Set.of()))
                        .or(() -> Optional.of(new StoredObject(
                                number,
                                now.key(),
                                now.version(),
                                now.modifiedAt(),
                                now.deleted(),
                                now.body(),
                                Set.of())))
                        .filter(then -> then.version().value() > 0));
    }

    /// The state of an object at a position before its newest version; empty when it was created later, or when that
    /// is forgotten.
    default Optional<EarlierState> stateAt(long number, long at) {
        return replacedAfter(number, at).filter(state -> state.version() > 0);
    }

    private Optional<EarlierState> replacedAfter(long number, long at) {
        return session()
                .first(SELECT_REPLACED, EarlierState::of, account(), number, at)
                .map(state -> state.replacedAt() > horizon().states().value() ? state : EarlierState.UNKNOWN);
    }

    @Override
    default List<SpanHit> spans(Principal principal, Instant from, Instant to, int limit) {
        long first = Millis.of(from);
        long last = Millis.of(to);
        return session()
                .all(
                        SELECT_SPANS,
                        row -> new SpanHit(
                                new ObjectNumber(row.getLong(1)),
                                key(row, 2),
                                new Span(
                                        principal, Millis.toInstant(row.getLong(4)), Millis.toInstant(row.getLong(5)))),
                        account(),
                        principal.name(),
                        Reach.startsAfter(0, first),
                        Reach.startsAfter(1, first),
                        last,
                        first,
                        limit);
    }

    private StoredObject storedObject(ResultSet row) throws SQLException {
        return new StoredObject(
                new ObjectNumber(row.getLong(1)),
                key(row, 2),
                new Sequence(row.getLong(4)),
                Millis.toInstant(row.getLong(5)),
                row.getBoolean(6),
                bytes(row, 8),
                Words.split(row.getString(7)).stream().map(Principal::new).collect(Collectors.toUnmodifiableSet()));
    }

    /// A type's number and an id in two neighbouring columns.
    private ObjectKey key(ResultSet row, int column) throws SQLException {
        return new ObjectKey(session().typeNumbers().name(account(), row.getLong(column)), row.getString(column + 1));
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /// What an object was before a change.
    ///
    /// @param version 0 when there was nothing
    /// @param replacedAt the number of the change
    record EarlierState(long version, long modifiedAtMillis, boolean deleted, byte[] body, long replacedAt) {
        /// Not there, or forgotten.
        static final EarlierState UNKNOWN = new EarlierState(0, 0, true, new byte[0], 0);

        static EarlierState of(ResultSet row) throws SQLException {
            byte[] before = row.getBytes(3);
            boolean deleted = row.wasNull();
            return new EarlierState(
                    row.getLong(1), row.getLong(2), deleted, before == null ? new byte[0] : before, row.getLong(4));
        }
    }
}
