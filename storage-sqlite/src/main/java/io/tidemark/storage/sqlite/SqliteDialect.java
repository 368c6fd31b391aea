package io.tidemark.storage.sqlite;

import io.tidemark.storage.sql.Dialect;
import io.tidemark.storage.sql.Statements;

/// What SQLite must be told. Objects are found by one integer, which is the account and the number (see the tables);
/// where indexes are named, SQLite left alone walks all of the account.
final class SqliteDialect implements Dialect {
    /// A number beyond it, which a client may send, would reach into another account.
    private static final long NUMBER_MAX = (1L << 40) - 1;

    static final Statements STATEMENTS = new Statements(new SqliteDialect());

    @Override
    public String objectByNumber() {
        return "key = (? << 40) + max(0, min(?, " + NUMBER_MAX + "))";
    }

    /// The right side of a `LEFT JOIN` is looked up last.
    @Override
    public String joinObject(String table, String columns) {
        return "LEFT JOIN object ON object.key = (" + table + ".account << 40) + " + table + ".number";
    }

    @Override
    public String indexedBy(String index) {
        return " INDEXED BY " + index;
    }

    @Override
    public String insertObject() {
        return """
                INSERT INTO object (key, account, number, version, modified_at, deleted, audience, due, body, type,
                  folded_id, id)
                VALUES ((?1 << 40) + ?2, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                """;
    }

    @Override
    public String selectNumbers(String condition) {
        return """
                SELECT number FROM object NOT INDEXED
                WHERE account = ?1 AND key > (?1 << 40) + ?2 AND key < ((?1 + 1) << 40) AND type = ?3
                """ + condition + " ORDER BY key LIMIT ?4";
    }

    @Override
    public String selectLastNumber() {
        return """
                SELECT max(
                  coalesce((SELECT number FROM object NOT INDEXED
                    WHERE account = ?1 AND key > (?1 << 40) AND key < ((?1 + 1) << 40) ORDER BY key DESC LIMIT 1), 0),
                  coalesce((SELECT max(skipped) FROM epoch WHERE account = ?2), 0))
                """;
    }
}
