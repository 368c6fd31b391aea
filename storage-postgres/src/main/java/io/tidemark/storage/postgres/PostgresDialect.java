package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Dialect;
import io.tidemark.storage.sql.Statements;

/// What PostgreSQL must be told. See [Connections] for why `LATERAL` and `OFFSET 0` stand where objects are looked up.
final class PostgresDialect implements Dialect {
    static final Statements STATEMENTS = new Statements(new PostgresDialect());

    @Override
    public String objectByNumber() {
        return "account = ? AND number = ?";
    }

    @Override
    public String joinObject(String table, String columns) {
        return "LEFT JOIN LATERAL (SELECT " + columns + " FROM object WHERE object.account = " + table
                + ".account AND object.number = " + table + ".number OFFSET 0) AS object ON true";
    }

    /// The planner has no hints; [Connections] leaves it no other way.
    @Override
    public String indexedBy(String index) {
        return "";
    }

    @Override
    public String insertObject() {
        return """
                INSERT INTO object (account, number, version, modified_at, deleted, audience, due, body, type, folded_id, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;
    }

    /// The sum keeps the planner from the index by id, which is not in this order.
    @Override
    public String selectNumbers(String condition) {
        return "SELECT number FROM object WHERE account = ? AND number > ? AND type + 0 = ?" + condition
                + " ORDER BY number LIMIT ?";
    }

    @Override
    public String selectLastNumber() {
        return "SELECT greatest(coalesce((SELECT max(number) FROM object WHERE account = ?), 0),"
                + " coalesce((SELECT max(skipped) FROM epoch WHERE account = ?), 0))";
    }
}
