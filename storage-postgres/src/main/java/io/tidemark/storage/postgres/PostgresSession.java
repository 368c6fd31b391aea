package io.tidemark.storage.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One transaction on one connection. Failures leave it as [PostgresErrors] says. Confined to one thread.
///
/// The driver remembers the statements of a connection, so a statement is prepared once and then found by its text.
final class PostgresSession {
    private static final String SAVEPOINT = "SAVEPOINT work";
    private static final String NEXT_SAVEPOINT = "RELEASE work; SAVEPOINT work";
    private static final String ROLLBACK_TO = "ROLLBACK TO work";
    private static final String NEWEST_STATE = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    /// The class of SQLSTATEs that notices do not have.
    private static final String WARNING = "01";

    /// Rows that come with one answer of the database. More are fetched while the ones before are used, so that a
    /// page needs the memory of some objects.
    private static final int ROWS_AT_ONCE = 100;

    /// The one character that PostgreSQL's texts cannot hold, and what stands for it where objects are looked up.
    /// Bodies are bytes and keep it. Without that, an upload with such a text would fail for ever.
    static final char ZERO = '\0';

    static final char REPLACEMENT = '\uFFFD';

    private final Connection connection;
    private final StatementHook hook;
    private final TypeNumbers typeNumbers;
    private final @Nullable Turn turn;
    private @Nullable SQLException failure;
    private boolean hasSeenSomething;
    private boolean hasTurn;
    private Turn.@Nullable Taken taken;
    private boolean hadTurnAtSavepoint;
    private boolean hasSavepoint;

    /// @param turn what is taken before the first statement that writes; null when nothing may be written
    PostgresSession(Connection connection, StatementHook hook, TypeNumbers typeNumbers, @Nullable Turn turn) {
        this.connection = connection;
        this.hook = hook;
        this.typeNumbers = typeNumbers;
        this.turn = turn;
    }

    /// The numbers of types, as this session sees them.
    TypeNumbers typeNumbers() {
        return typeNumbers;
    }

    /// The first failure of a statement since the last [#forgetFailure]. A work that swallowed it must not be
    /// committed.
    @Nullable
    SQLException failure() {
        return failure;
    }

    void forgetFailure() {
        failure = null;
    }

    /// Takes the account's turn, unless this transaction has it, and waits for it. When the transaction has seen
    /// nothing before, each of its statements sees the newest state from then on, which nobody else can change
    /// until it ends.
    ///
    /// @throws RuntimeException when another transaction has written in the account since this one saw its first
    ///     state; the failure then says that it may be run again
    void takeTurn() {
        if (hasTurn) {
            return;
        }
        if (turn == null) {
            throw new IllegalStateException("a transaction that reads does not write");
        }
        if (!hasSeenSomething) {
            run(NEWEST_STATE);
        }
        hasTurn = true;
        taken = turn.take(this);
    }

    /// What the transaction found when it took its turn; null while it has none.
    Turn.@Nullable Taken taken() {
        return hasTurn ? taken : null;
    }

    /// Whether the transaction has the account's turn, as it has when it wrote anything.
    boolean hasTurn() {
        return hasTurn;
    }

    /// The point to which [#rollbackToSavepoint] returns from now on.
    void savepoint() {
        run(hasSavepoint ? NEXT_SAVEPOINT : SAVEPOINT);
        hasSavepoint = true;
        hasSeenSomething = true;
        hadTurnAtSavepoint = hasTurn;
    }

    void rollbackToSavepoint() {
        run(ROLLBACK_TO);
        hasTurn = hadTurnAtSavepoint;
    }

    /// Sends the commit and waits for its answer.
    ///
    /// @throws SQLException when it failed, or its answer did not come, or no replica has it yet that must have it
    void commit() throws SQLException {
        hook.beforeExecution(COMMIT, connection);
        commit(connection);
        hook.afterCommit(connection);
    }

    /// Commits, and insists on the replica that `synchronous_standby_names` asks for: when somebody cancels the wait
    /// for
    /// it, PostgreSQL says that the commit was done, with a warning.
    static void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        connection.commit();
        for (SQLWarning warning = connection.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String state = warning.getSQLState();
            if (state != null && state.startsWith(WARNING)) {
                throw new SQLException("the commit may be missing on the replica", state, warning);
            }
        }
    }

    /// Undoes the whole transaction; the next statement begins another one.
    void rollback() {
        try {
            hook.beforeExecution(ROLLBACK, connection);
            connection.rollback();
            hasTurn = false;
            hasSavepoint = false;
            hasSeenSomething = false;
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    private void run(String sql) {
        try {
            hook.beforeExecution(sql, connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    /// Executes a statement that writes.
    ///
    /// @return how many rows it changed
    int execute(String sql, @Nullable Object... parameters) {
        takeTurn();
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    /// Executes a statement that writes, once for each list of parameters, in one exchange with the database.
    void executeEach(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        takeTurn();
        try (PreparedStatement statement = prepare(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    /// The first row, if there is one.
    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    /// All rows, in order.
    <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) {
        List<T> all = new ArrayList<>();
        each(sql, found -> all.add(row.read(found)), parameters);
        return all;
    }

    /// Hands over rows as long as `visitor` wants them; they are never gathered.
    void each(String sql, RowVisitor visitor, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                boolean more = true;
                while (more && rows.next()) {
                    more = visitor.visit(rows);
                }
            }
        } catch (SQLException e) {
            throw remember(e);
        }
    }

    /// The number in the first column of the first row, which there must be.
    long number(String sql, @Nullable Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        hook.beforeExecution(sql, connection);
        hasSeenSomething = true;
        return connection.prepareStatement(sql);
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case Long number -> statement.setLong(place, number);
            case Integer number -> statement.setInt(place, number);
            case Boolean truth -> statement.setBoolean(place, truth);
            case String text -> statement.setString(place, text.replace(ZERO, REPLACEMENT));
            case byte[] bytes -> statement.setBytes(place, bytes);
            case Instant instant -> statement.setLong(place, Millis.of(instant));
            default -> throw new IllegalArgumentException("no column holds such a value");
        }
    }

    private RuntimeException remember(SQLException e) {
        if (failure == null) {
            failure = e;
        }
        return PostgresErrors.classify(e);
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
