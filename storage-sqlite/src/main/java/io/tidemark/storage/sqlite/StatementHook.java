package io.tidemark.storage.sqlite;

import java.sql.SQLException;

/// Hears of every statement before it is executed, and can make it fail as the database would: how tests inject
/// faults.
@FunctionalInterface
interface StatementHook {
    /// Lets everything pass.
    StatementHook NONE = sql -> {};

    void beforeExecution(String sql) throws SQLException;
}
