package io.tidemark.storage.postgres;

import io.tidemark.storage.contract.StatementsContract;
import io.tidemark.storage.sql.SqlAccounts;
import io.tidemark.storage.sql.Statements;
import java.util.List;
import java.util.Set;

/// Every statement that this storage executes names the account.
class StatementsTest implements StatementsContract {
    @Override
    public List<Class<?>> modules() {
        return List.of(Statements.class, PostgresStorage.class);
    }

    @Override
    public Set<Class<?>> exempt() {
        return Set.of(
                SqlAccounts.class, PostgresSession.class, Schema.class, PostgresStorage.class, PostgresNode.class);
    }

    @Override
    public Object dialect() {
        return PostgresDialect.STATEMENTS;
    }
}
