package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Millis;
import java.time.Instant;

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
    static final String TAKE = """
            WITH mine AS (
              INSERT INTO node (account, node, mark, used_at) VALUES (?, ?, ?, now())
              ON CONFLICT (account, node) DO UPDATE SET mark = excluded.mark, used_at = excluded.used_at
            )
            UPDATE head SET turn = turn + 1 WHERE account = ?
            RETURNING at, (SELECT mark FROM node WHERE account = ? AND node = ?)
            """;

    /// The mark of a storage's last transaction in an account.
    static final String SELECT_MARK = "SELECT mark FROM node WHERE account = ? AND node = ?";

    /// What a transaction finds when its turn begins.
    ///
    /// @param mark of this storage's last transaction in the account; 0 when the database knows none
    /// @param at the head's instant
    record Taken(long mark, Instant at) {}

    /// @throws IllegalArgumentException when there is no such account
    Taken take(PostgresSession session) {
        return session.first(
                        TAKE,
                        row -> new Taken(row.getLong(2), Millis.toInstant(row.getLong(1))),
                        account,
                        node,
                        mark,
                        account,
                        account,
                        node)
                .orElseThrow(() -> new IllegalArgumentException("no such account"));
    }
}
