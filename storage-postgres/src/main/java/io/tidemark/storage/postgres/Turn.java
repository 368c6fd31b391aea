package io.tidemark.storage.postgres;

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
            """;

    void take(PostgresSession session) {
        if (session.execute(TAKE, account, node, mark, account) != 1) {
            throw new IllegalArgumentException("no such account");
        }
    }
}
