package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Batch;
import io.tidemark.storage.sql.SqlSession;
import io.tidemark.storage.sql.TypeNumbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One transaction on one connection. Failures leave it as [PostgresErrors] says. Confined to one thread.
///
/// The driver remembers the statements of a connection, so a statement is prepared once and then found by its text.
final class PostgresSession extends SqlSession {
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
    private final @Nullable Turn turn;
    private boolean hasSeenSomething;
    private boolean hasTurn;
    private Turn.@Nullable Taken taken;
    private boolean hadTurnAtSavepoint;
    private boolean hasSavepoint;

    /// @param turn what is taken before the first statement that writes; null when nothing may be written
    PostgresSession(Connection connection, StatementHook hook, TypeNumbers.Known types, @Nullable Turn turn) {
        super(PostgresDialect.STATEMENTS, types);
        this.connection = connection;
        this.hook = hook;
        this.turn = turn;
    }

    /// Whether the transaction failed for a reason that lies outside it, so that it may succeed when it is run
    /// again.
    boolean mayRunAgain() {
        SQLException failure = reportedFailure();
        return failure != null && PostgresErrors.mayRunAgain(failure);
    }

    /// Takes the account's turn, unless this transaction has it, and waits for it. When the transaction has seen
    /// nothing before, each of its statements sees the newest state from then on, which nobody else can change
    /// until it ends.
    ///
    /// @throws RuntimeException when another transaction has written in the account since this one saw its first
    ///     state; the failure then says that it may be run again
    @Override
    public void takeTurn() {
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
        try {
            taken = turn.take(this::prepare);
        } catch (SQLException e) {
            throw remember(e);
        }
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

    /// Commits, and insists on the replica that `synchronous_standby_names` asks for: when somebody cancels the
    /// wait for it, PostgreSQL says that the commit was done, with a warning.
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

    @Override
    public Batch batch(List<String> order) {
        return new PostgresBatch(this, order);
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

    @Override
    protected PreparedStatement prepare(String sql) throws SQLException {
        hook.beforeExecution(sql, connection);
        hasSeenSomething = true;
        return connection.prepareStatement(sql);
    }

    @Override
    protected PreparedStatement prepareMany(String sql) throws SQLException {
        PreparedStatement statement = prepare(sql);
        statement.setFetchSize(ROWS_AT_ONCE);
        return statement;
    }

    @Override
    protected void release(PreparedStatement statement) throws SQLException {
        statement.close();
    }

    @Override
    protected String text(String text) {
        return text.replace(ZERO, REPLACEMENT);
    }

    @Override
    protected RuntimeException classify(SQLException failure) {
        return PostgresErrors.classify(failure);
    }
}
