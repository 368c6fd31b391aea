package io.tidemark.storage.sqlite;

import io.tidemark.storage.contract.StatementsContract;
import io.tidemark.storage.sql.SqlAccounts;
import io.tidemark.storage.sql.Statements;
import java.util.List;
import java.util.Set;

/// Every statement that this storage executes names the account.
class StatementsTest implements StatementsContract {
    @Override
    public List<Class<?>> modules() {
        return List.of(Statements.class, SqliteStorage.class);
    }

    @Override
    public Set<Class<?>> exempt() {
        return Set.of(SqlAccounts.class, GroupCommit.class, ReaderLoop.class, Schema.class, SqliteStorage.class);
    }

    @Override
    public Object dialect() {
        return SqliteDialect.STATEMENTS;
    }
}
