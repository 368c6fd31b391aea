package io.tidemark.storage.sql;

import static io.tidemark.storage.sql.SqlSession.longOrNull;

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
interface SqlSelections extends SqlObjects {
    /// Stays in a selection at a position.
    String WHERE_SELECTED = " WHERE edge.account = ? AND edge.principal = ? AND edge.type = ? AND edge.number > ?"
            + " AND edge.began <= ? AND (edge.ended IS NULL OR edge.ended > ?)";
    /// How many.
    String COUNT_SELECTED = "SELECT count(*) FROM edge" + WHERE_SELECTED;
    /// Which.
    String SELECT_SELECTED = "SELECT edge.number FROM edge" + WHERE_SELECTED + " ORDER BY edge.number LIMIT ?";
    /// What was in a selection after a position.
    String SELECT_EVER = "SELECT DISTINCT number FROM edge"
            + " WHERE account = ? AND principal = ? AND type = ? AND number > ? AND (ended IS NULL OR ended > ?)"
            + " AND began < ? ORDER BY number LIMIT ?";
    /// Stands for every user in the memberships.
    long EVERYBODY = 0;
    /// A user's groups.
    String SELECT_MEMBERSHIPS = "SELECT principal, began, ended FROM membership"
            + " WHERE account = ? AND user_id IN (?, " + EVERYBODY + ") ORDER BY principal, began";

    @Override
    default List<Edge> edges(Principal principal, ObjectNumber number) {
        return session()
                .all(
                        session().statements().selectEdges,
                        SqlSelections::edge,
                        account(),
                        principal.name(),
                        number.value(),
                        account(),
                        number.value());
    }

    @Override
    default long countSelected(Principal principal, TypeId type, Sequence at) {
        OptionalLong typeNumber = findType(type);
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
        return ofType(
                type,
                number -> session()
                        .all(
                                SELECT_SELECTED,
                                row -> new ObjectNumber(row.getLong(1)),
                                account(),
                                principal.name(),
                                number,
                                after.value(),
                                at.value(),
                                at.value(),
                                limit));
    }

    @Override
    default Optional<ObjectNumber> scan(
            Principal principal, TypeId type, Sequence at, ObjectNumber after, PageLimit limit, ObjectVisitor visitor) {
        OptionalLong typeNumber = findType(type);
        if (typeNumber.isEmpty()) {
            return Optional.empty();
        }
        Page page = new Page(this, at.value(), limit, visitor);
        session()
                .each(
                        session().statements().selectScan,
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
        return ofType(
                type,
                number -> session()
                        .all(
                                session().statements().selectTouched,
                                row -> new Touch(
                                        new ObjectNumber(row.getLong(1)),
                                        new Sequence(row.getLong(2)),
                                        row.getBoolean(3)),
                                account(),
                                principal.name(),
                                number,
                                after.value(),
                                limit));
    }

    @Override
    default List<ObjectNumber> everSelected(
            Principal principal, TypeId type, Sequence from, Sequence until, ObjectNumber after, int limit) {
        return ofType(
                type,
                number -> session()
                        .all(
                                SELECT_EVER,
                                row -> new ObjectNumber(row.getLong(1)),
                                account(),
                                principal.name(),
                                number,
                                after.value(),
                                from.value(),
                                until.value(),
                                limit));
    }

    @Override
    default List<ObjectNumber> living(TypeId type, ObjectNumber after, int limit) {
        return numbers(session().statements().selectLiving, type, after, limit);
    }

    @Override
    default List<ObjectNumber> numbers(TypeId type, ObjectNumber after, int limit) {
        return numbers(session().statements().selectNumbers, type, after, limit);
    }

    private List<ObjectNumber> numbers(String sql, TypeId type, ObjectNumber after, int limit) {
        return ofType(
                type,
                number -> session()
                        .all(sql, row -> new ObjectNumber(row.getLong(1)), account(), after.value(), number, limit));
    }

    @Override
    default List<Membership> memberships(UserId user) {
        return session().all(SELECT_MEMBERSHIPS, SqlSelections::membership, account(), user.value());
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
    final class Page implements SqlSession.RowVisitor {
        private final SqlSelections transaction;
        private final long at;
        private final PageLimit limit;
        private final ObjectVisitor visitor;
        private int objects;
        private long bytes;
        private long last;
        private boolean more;

        Page(SqlSelections transaction, long at, PageLimit limit, ObjectVisitor visitor) {
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
