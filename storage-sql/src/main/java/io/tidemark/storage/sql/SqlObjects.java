package io.tidemark.storage.sql;

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
interface SqlObjects extends WriteTransaction, InAccount {
    /// Objects as they are; to be completed with a condition.
    String SELECT_OBJECT = "SELECT number, type, coalesce(id, folded_id), version, modified_at, deleted, audience, body"
            + " FROM object WHERE ";
    /// The object with a key.
    String SELECT_OBJECT_BY_KEY = SELECT_OBJECT + "account = ? AND type = ? AND folded_id = ?";
    /// Objects by a term.
    String SELECT_FOUND = "SELECT value, number FROM term WHERE account = ? AND type = ? AND name = ?"
            + " AND (value, number) > (?, ?) AND value <= ? ORDER BY value, number LIMIT ?";

    @Override
    default List<TermHit> found(TypeId type, TermRange range, int limit) {
        return ofType(
                type,
                number -> session()
                        .all(
                                SELECT_FOUND,
                                row -> new TermHit(row.getString(1), new ObjectNumber(row.getLong(2))),
                                account(),
                                number,
                                range.name(),
                                range.after(),
                                range.afterNumber().value(),
                                range.to(),
                                limit));
    }

    @Override
    default List<Due> due(Instant until, int limit) {
        return session()
                .all(
                        session().statements().selectDue,
                        row -> new Due(Millis.toInstant(row.getLong(1)), new ObjectNumber(row.getLong(2))),
                        account(),
                        Millis.of(until),
                        limit);
    }

    @Override
    default void postpone(ObjectNumber number, @Nullable Instant until) {
        session().execute(session().statements().postpone, until, account(), number.value(), until);
    }

    @Override
    default Optional<StoredObject> object(ObjectKey key) {
        OptionalLong type = findType(key.type());
        return type.isEmpty()
                ? Optional.empty()
                : session()
                        .first(SELECT_OBJECT_BY_KEY, this::storedObject, account(), type.getAsLong(), key.foldedId());
    }

    @Override
    default Optional<StoredObject> object(ObjectNumber number) {
        return session().first(session().statements().selectObject, this::storedObject, account(), number.value());
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
                .first(session().statements().selectReplaced, EarlierState::of, account(), number, at)
                .map(state -> state.replacedAt() > horizon().states().value() ? state : EarlierState.UNKNOWN);
    }

    @Override
    default List<SpanHit> spans(Principal principal, Instant from, Instant to, int limit) {
        long first = Millis.of(from);
        long last = Millis.of(to);
        return session()
                .all(
                        session().statements().selectSpans,
                        row -> new SpanHit(
                                new ObjectNumber(row.getLong(1)),
                                key(row, 2),
                                new Span(
                                        principal, Millis.toInstant(row.getLong(4)), Millis.toInstant(row.getLong(5)))),
                        account(),
                        principal.name(),
                        Reach.startsAfter(0, first),
                        last,
                        first,
                        account(),
                        principal.name(),
                        Reach.startsAfter(1, first),
                        last,
                        first,
                        account(),
                        principal.name(),
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
        return new ObjectKey(nameOfType(row.getLong(column)), row.getString(column + 1));
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
