package io.tidemark.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// Hears of every statement before it is executed, and of a commit after it too, and can make it fail as the
/// database would: how tests inject faults.
@FunctionalInterface
interface StatementHook {
    /// Lets everything pass.
    StatementHook NONE = (sql, connection) -> {};

    void beforeExecution(String sql, Connection connection) throws SQLException;

    /// The database has committed, and its answer is on the way.
    default void afterCommit(Connection connection) throws SQLException {}
}
