package io.tidemark.storage.sqlite;

import io.tidemark.storage.sql.Batch;
import io.tidemark.storage.sql.SqlSession;
import io.tidemark.storage.sql.TypeNumbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection with the statements that it has prepared. Failures leave it as [SqliteErrors] says. Confined
/// to one thread.
///
/// Statements are constants, so the number of prepared ones is bounded.
final class SqliteSession extends SqlSession implements AutoCloseable {
    private final Connection connection;
    private final StatementHook hook;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Batch batch = new AtOnce();

    SqliteSession(Connection connection, StatementHook hook, TypeNumbers.Known types) {
        super(SqliteDialect.STATEMENTS, types);
        this.connection = connection;
        this.hook = hook;
    }

    /// Nothing is to be done: writing works run one after the other.
    @Override
    public void takeTurn() {}

    @Override
    public Batch batch(List<String> order) {
        return batch;
    }

    @Override
    protected PreparedStatement prepare(String sql) throws SQLException {
        hook.beforeExecution(sql);
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    @Override
    protected void release(PreparedStatement statement) {}

    @Override
    protected RuntimeException classify(SQLException failure) {
        return SqliteErrors.classify(failure);
    }

    /// The driver finalizes a statement that failed for most reasons (a full disk, a failing one), so it is
    /// prepared anew when it is needed again.
    @Override
    protected void discard(String sql, SQLException failure) {
        PreparedStatement failed = prepared.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException closing) {
                failure.addSuppressed(closing);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    /// Nothing is gained by gathering: a statement is a call of a library.
    private final class AtOnce implements Batch {
        @Override
        public void add(String sql, @Nullable Object... parameters) {
            execute(sql, parameters);
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void flush() {}
    }
}
