package io.tidemark.storage.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection as the parts of a transaction use it. An engine says how a statement is prepared, what has to be
/// done before one that writes, and what a failure means. Confined to one thread.
public abstract class SqlSession {
    private final Statements statements;
    private final TypeNumbers typeNumbers;
    private @Nullable SQLException failure;

    /// @param statements those of the engine's dialect
    /// @param types what all sessions of a storage know
    protected SqlSession(Statements statements, TypeNumbers.Known types) {
        this.statements = statements;
        this.typeNumbers = new TypeNumbers(types);
    }

    /// Statements whose text depends on the dialect.
    final Statements statements() {
        return statements;
    }

    /// The numbers of types, as this session sees them.
    final TypeNumbers typeNumbers() {
        return typeNumbers;
    }

    /// Must be called when a transaction has ended and another one follows on this session: what the one before
    /// numbered is there for all to read, or it never was.
    public final void endTransaction() {
        typeNumbers.forgetGiven();
    }

    /// Sees to it that nobody else writes in the account until the transaction ends, before the first statement
    /// that writes, or earlier when what is read must still be so then.
    public abstract void takeTurn();

    /// Rows that are written with many statements, as soon as the engine likes.
    ///
    /// @param order the statements, in the order in which they are executed
    public abstract Batch batch(List<String> order);

    /// A statement that is ready to be bound.
    protected abstract PreparedStatement prepare(String sql) throws SQLException;

    /// The same for a statement that may give many rows.
    protected PreparedStatement prepareMany(String sql) throws SQLException {
        return prepare(sql);
    }

    /// Called after each execution.
    protected abstract void release(PreparedStatement statement) throws SQLException;

    /// What a text is in this database.
    protected String text(String text) {
        return text;
    }

    /// The exception that crosses the seam instead of a failure.
    protected abstract RuntimeException classify(SQLException failure);

    /// Called when the execution of a statement failed.
    protected void discard(String sql, SQLException failure) {}

    /// The first failure of a statement since the last [#forgetFailure], as its caller saw it. A work that
    /// swallowed it must not be committed.
    public final @Nullable RuntimeException failure() {
        return failure == null ? null : classify(failure);
    }

    /// The same as the driver reported it.
    protected final @Nullable SQLException reportedFailure() {
        return failure;
    }

    /// Begins anew to look for failures.
    public final void forgetFailure() {
        failure = null;
    }

    /// Remembers a failure, if it is the first.
    ///
    /// @return what is thrown instead
    protected final RuntimeException remember(SQLException e) {
        if (failure == null) {
            failure = e;
        }
        return classify(e);
    }

    /// Executes a statement that gives no rows.
    ///
    /// @return how many rows it changed
    public final int execute(String sql, @Nullable Object... parameters) {
        takeTurn();
        try (Use use = new Use(prepare(sql), parameters)) {
            return use.statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// The first row, if there is one.
    public final <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        try (Use use = new Use(prepare(sql), parameters);
                ResultSet rows = use.statement.executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// All rows, in order.
    public final <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) {
        List<T> all = new ArrayList<>();
        each(sql, found -> all.add(row.read(found)), parameters);
        return all;
    }

    /// Hands over rows as long as `visitor` wants them; they are never gathered.
    public final void each(String sql, RowVisitor visitor, @Nullable Object... parameters) {
        try (Use use = new Use(prepareMany(sql), parameters);
                ResultSet rows = use.statement.executeQuery()) {
            boolean more = true;
            while (more && rows.next()) {
                more = visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// The number in the first column of the first row, which there must be.
    public final long number(String sql, @Nullable Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private RuntimeException failed(String sql, SQLException e) {
        discard(sql, e);
        return remember(e);
    }

    /// Binds all parameters of one execution.
    protected final void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Boolean truth -> statement.setBoolean(place, truth);
            case String text -> statement.setString(place, text(text));
            case byte[] bytes -> statement.setBytes(place, bytes);
            case Instant instant -> statement.setLong(place, Millis.of(instant));
            default -> throw new IllegalArgumentException("no column holds such a value");
        }
    }

    static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        return Millis.toInstantOrNull(longOrNull(row, column));
    }

    /// One execution of a statement.
    private final class Use implements AutoCloseable {
        private final PreparedStatement statement;

        Use(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
            this.statement = statement;
            try {
                bind(statement, parameters);
            } catch (SQLException | RuntimeException e) {
                release(statement);
                throw e;
            }
        }

        @Override
        public void close() throws SQLException {
            release(statement);
        }
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        /// @param row where the cursor stands; it must not be moved
        T read(ResultSet row) throws SQLException;
    }

    /// Reads rows until it has enough.
    @FunctionalInterface
    public interface RowVisitor {
        /// @return whether it wants the next row
        boolean visit(ResultSet row) throws SQLException;
    }
}
