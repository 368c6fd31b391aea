package io.tidemark.storage.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection with the statements that it has prepared. Failures leave it as [SqliteErrors] says. Confined
/// to one thread.
///
/// Statements are constants, so the number of prepared ones is bounded.
final class SqliteSession implements AutoCloseable {
    private final Connection connection;
    private final StatementHook hook;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final TypeNumbers typeNumbers = new TypeNumbers(this);
    private @Nullable RuntimeException failure;

    SqliteSession(Connection connection, StatementHook hook) {
        this.connection = connection;
        this.hook = hook;
    }

    /// The numbers of types, as this session sees them.
    TypeNumbers typeNumbers() {
        return typeNumbers;
    }

    /// The first failure of a statement since the last [#forgetFailure]. A work that swallowed it must not be
    /// committed.
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    void forgetFailure() {
        failure = null;
    }

    /// Executes a statement that gives no rows.
    ///
    /// @return how many rows it changed
    int execute(String sql, @Nullable Object... parameters) {
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw remember(sql, e);
        }
    }

    /// The first row, if there is one.
    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw remember(sql, e);
        }
    }

    /// All rows, in order.
    <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw remember(sql, e);
        }
    }

    /// Hands over rows as long as `visitor` wants them; they are never gathered.
    void each(String sql, RowVisitor visitor, @Nullable Object... parameters) {
        try (ResultSet rows = bind(sql, parameters).executeQuery()) {
            boolean more = true;
            while (more && rows.next()) {
                more = visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw remember(sql, e);
        }
    }

    /// The number in the first column of the first row, which there must be.
    long number(String sql, @Nullable Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        hook.beforeExecution(sql);
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(place, null);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Boolean truth -> statement.setInt(place, truth ? 1 : 0);
            case String text -> statement.setString(place, text);
            case byte[] bytes -> statement.setBytes(place, bytes);
            case Instant instant -> statement.setLong(place, Millis.of(instant));
            default -> throw new IllegalArgumentException("no column holds such a value");
        }
    }

    /// The driver finalizes a statement that failed for most reasons (a full disk, a failing one), so it is
    /// prepared anew when it is needed again.
    private RuntimeException remember(String sql, SQLException e) {
        PreparedStatement failed = prepared.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
        }
        RuntimeException classified = SqliteErrors.classify(e);
        if (failure == null) {
            failure = classified;
        }
        return classified;
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

    static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        return Millis.toInstantOrNull(longOrNull(row, column));
    }

    /// Reads one row.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Reads rows until it has enough.
    @FunctionalInterface
    interface RowVisitor {
        /// @return whether it wants the next row
        boolean visit(ResultSet row) throws SQLException;
    }
}
