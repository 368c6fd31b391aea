package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Millis;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;

/// The right to write in one account, which one transaction has at a time, whichever server it belongs to: the
/// lock of the account's row in `head`.
///
/// It is taken before the first statement of a transaction that writes, and kept until the transaction ends. A
/// transaction that has seen a state before it, under REPEATABLE READ, is undone by PostgreSQL if the row was
/// changed since: so what it decided on is still so. Nothing else is ever locked before the turn, so servers
/// cannot wait for each other in a circle.
///
/// @param account the account, 0 for the register of accounts
/// @param node this storage
/// @param mark the number of the transaction among all of this storage
record Turn(long account, long node, long mark) {
    /// Waits for the lock.
    static final String LOCK = "UPDATE head SET turn = turn + 1 WHERE account = ? RETURNING at";

    /// The mark of a storage's last transaction in an account.
    static final String SELECT_MARK = "SELECT mark FROM node WHERE account = ? AND node = ?";

    static final String MARK = """
            INSERT INTO node (account, node, mark, used_at) VALUES (?, ?, ?, now())
            ON CONFLICT (account, node) DO UPDATE SET mark = excluded.mark, used_at = excluded.used_at""";

    /// All of it in one exchange with the database. They are statements of their own, so that a database that is
    /// spread by account can send each to where the account is.
    private static final String TAKE = LOCK + ";" + SELECT_MARK + ";" + MARK;

    /// What a transaction finds when its turn begins.
    ///
    /// @param mark of this storage's last transaction in the account; 0 when the database knows none
    /// @param at the head's instant
    record Taken(long mark, Instant at) {}

    /// @param prepare makes a statement that begins nothing by itself
    /// @throws IllegalArgumentException when there is no such account
    Taken take(Preparing prepare) throws SQLException {
        try (PreparedStatement statement = prepare.prepare(TAKE)) {
            statement.setLong(1, account);
            statement.setLong(2, account);
            statement.setLong(3, node);
            statement.setLong(4, account);
            statement.setLong(5, node);
            statement.setLong(6, mark);
            statement.execute();
            long at = number(statement).orElseThrow(() -> new IllegalArgumentException("no such account"));
            statement.getMoreResults();
            return new Taken(number(statement).orElse(0), Millis.toInstant(at));
        }
    }

    private static OptionalLong number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// Prepares a statement.
    @FunctionalInterface
    interface Preparing {
        PreparedStatement prepare(String sql) throws SQLException;
    }
}
