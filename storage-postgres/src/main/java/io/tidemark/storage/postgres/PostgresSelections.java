package io.tidemark.storage.postgres;

import static io.tidemark.storage.postgres.PostgresSession.longOrNull;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The part of a transaction that concerns who should have what.
interface PostgresSelections extends PostgresObjects {
    /// The stays of an object in a selection.
    String SELECT_EDGES = """
            SELECT edge.began, edge.ended
            FROM object CROSS JOIN LATERAL (
              SELECT began, ended FROM edge
              WHERE edge.account = object.account AND edge.principal = ? AND edge.type = object.type
                AND edge.number = object.number OFFSET 0
            ) AS edge
            WHERE object.account = ? AND object.number = ?
            ORDER BY edge.began
            """;
    /// Stays in a selection at a position.
    String WHERE_SELECTED = " WHERE edge.account = ? AND edge.principal = ? AND edge.type = ? AND edge.number > ?"
            + " AND edge.began <= ? AND (edge.ended IS NULL OR edge.ended > ?)";
    /// How many.
    String COUNT_SELECTED = "SELECT count(*) FROM edge" + WHERE_SELECTED;
    /// Which.
    String SELECT_SELECTED = "SELECT edge.number FROM edge" + WHERE_SELECTED + " ORDER BY edge.number LIMIT ?";
    /// With their objects as they are now, which are looked up one by one: see [Connections].
    String SELECT_SCAN = "SELECT edge.number, found.version, found.modified_at, found.body"
            + " FROM edge CROSS JOIN LATERAL (SELECT version, modified_at, body FROM object"
            + " WHERE object.account = edge.account AND object.number = edge.number OFFSET 0) AS found"
            + WHERE_SELECTED
            + " ORDER BY edge.number LIMIT ?";
    /// What was in a selection after a position.
    String SELECT_EVER = "SELECT DISTINCT number FROM edge"
            + " WHERE account = ? AND principal = ? AND type = ? AND number > ? AND (ended IS NULL OR ended > ?)"
            + " AND began < ? ORDER BY number LIMIT ?";
    /// Stands for every user in the memberships.
    long EVERYBODY = 0;
    /// A user's groups.
    String SELECT_MEMBERSHIPS = "SELECT principal, began, ended FROM membership"
            + " WHERE account = ? AND user_id IN (?, " + EVERYBODY + ") ORDER BY principal, began";
    /// Objects of a type, by number. The sum keeps the planner from the index by id, which is not in this order.
    String SELECT_LIVING = "SELECT number FROM object WHERE account = ? AND number > ? AND type + 0 = ?"
            + " AND NOT deleted ORDER BY number LIMIT ?";
    /// The same with tombstones.
    String SELECT_NUMBERS =
            "SELECT number FROM object WHERE account = ? AND number > ? AND type + 0 = ?" + " ORDER BY number LIMIT ?";
    /// Last touches.
    String SELECT_TOUCHED = "SELECT number, touched, ended IS NULL FROM edge"
            + " WHERE account = ? AND principal = ? AND type = ? AND touched > ? AND touched > 0 ORDER BY touched LIMIT ?";

    @Override
    default List<Edge> edges(Principal principal, ObjectNumber number) {
        return session().all(SELECT_EDGES, PostgresSelections::edge, principal.name(), account(), number.value());
    }

    @Override
    default long countSelected(Principal principal, TypeId type, Sequence at) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        return typeNumber.isEmpty()
                ? 0
                : session()
                        .number(
                                COUNT_SELECTED,
                                account(),
                                principal.name(),
                                typeNumber.getAsLong(),
                                ObjectNumber.BEFORE_ALL,
                                at.value(),
                                at.value());
    }

    @Override
    default List<ObjectNumber> selected(Principal principal, TypeId type, Sequence at, ObjectNumber after, int limit) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        return typeNumber.isEmpty()
                ? List.of()
                : session()
                        .all(
                                SELECT_SELECTED,
                                row -> new ObjectNumber(row.getLong(1)),
                                account(),
                                principal.name(),
                                typeNumber.getAsLong(),
                                after.value(),
                                at.value(),
                                at.value(),
                                limit);
    }

    @Override
    default Optional<ObjectNumber> scan(
            Principal principal, TypeId type, Sequence at, ObjectNumber after, PageLimit limit, ObjectVisitor visitor) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        if (typeNumber.isEmpty()) {
            return Optional.empty();
        }
        Page page = new Page(this, at.value(), limit, visitor);
        session()
                .each(
                        SELECT_SCAN,
                        page,
                        account(),
                        principal.name(),
                        typeNumber.getAsLong(),
                        after.value(),
                        at.value(),
                        at.value(),
                        limit.objectsMax() + 1L);
        return page.next();
    }

    @Override
    default List<Touch> touched(Principal principal, TypeId type, Sequence after, int limit) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        return typeNumber.isEmpty()
                ? List.of()
                : session()
                        .all(
                                SELECT_TOUCHED,
                                row -> new Touch(
                                        new ObjectNumber(row.getLong(1)),
                                        new Sequence(row.getLong(2)),
                                        row.getBoolean(3)),
                                account(),
                                principal.name(),
                                typeNumber.getAsLong(),
                                after.value(),
                                limit);
    }

    @Override
    default List<ObjectNumber> everSelected(
            Principal principal, TypeId type, Sequence from, Sequence until, ObjectNumber after, int limit) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        return typeNumber.isEmpty()
                ? List.of()
                : session()
                        .all(
                                SELECT_EVER,
                                row -> new ObjectNumber(row.getLong(1)),
                                account(),
                                principal.name(),
                                typeNumber.getAsLong(),
                                after.value(),
                                from.value(),
                                until.value(),
                                limit);
    }

    @Override
    default List<ObjectNumber> living(TypeId type, ObjectNumber after, int limit) {
        return ofType(SELECT_LIVING, type, after, limit);
    }

    @Override
    default List<ObjectNumber> numbers(TypeId type, ObjectNumber after, int limit) {
        return ofType(SELECT_NUMBERS, type, after, limit);
    }

    private List<ObjectNumber> ofType(String sql, TypeId type, ObjectNumber after, int limit) {
        OptionalLong typeNumber = session().typeNumbers().find(session(), account(), type);
        return typeNumber.isEmpty()
                ? List.of()
                : session()
                        .all(
                                sql,
                                row -> new ObjectNumber(row.getLong(1)),
                                account(),
                                after.value(),
                                typeNumber.getAsLong(),
                                limit);
    }

    @Override
    default List<Membership> memberships(UserId user) {
        return session().all(SELECT_MEMBERSHIPS, PostgresSelections::membership, account(), user.value());
    }

    private static Membership membership(ResultSet row) throws SQLException {
        Long ended = longOrNull(row, 3);
        return new Membership(
                new Principal(row.getString(1)),
                new Sequence(row.getLong(2)),
                ended == null ? null : new Sequence(ended));
    }

    private static Edge edge(ResultSet row) throws SQLException {
        Long ended = longOrNull(row, 2);
        return new Edge(new Sequence(row.getLong(1)), ended == null ? null : new Sequence(ended));
    }

    /// One page of a scan, row by row. A row whose version is newer than the position is looked up in the log.
    final class Page implements PostgresSession.RowVisitor {
        private final PostgresSelections transaction;
        private final long at;
        private final PageLimit limit;
        private final ObjectVisitor visitor;
        private int objects;
        private long bytes;
        private long last;
        private boolean more;

        Page(PostgresSelections transaction, long at, PageLimit limit, ObjectVisitor visitor) {
            this.transaction = transaction;
            this.at = at;
            this.limit = limit;
            this.visitor = visitor;
        }

        @Override
        public boolean visit(ResultSet row) throws SQLException {
            if (objects >= limit.objectsMax() || bytes >= limit.bytesMax()) {
                more = true;
                return false;
            }
            last = row.getLong(1);
            long version = row.getLong(2);
            if (version <= at) {
                hand(version, row.getLong(3), row.getBytes(4));
            } else {
                EarlierState state = transaction.stateAt(last, at).orElseThrow();
                hand(state.version(), state.modifiedAtMillis(), state.body());
            }
            return true;
        }

        private void hand(long version, long modifiedAtMillis, byte[] body) {
            visitor.visit(last, version, modifiedAtMillis, body);
            objects++;
            bytes += body.length;
        }

        Optional<ObjectNumber> next() {
            return more ? Optional.of(new ObjectNumber(last)) : Optional.empty();
        }
    }
}
