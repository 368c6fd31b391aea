package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Refusals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Copies an embedded database into an empty PostgreSQL, in one transaction from [#begin] to [#commit],
/// however long it takes: whatever happens in between, the target has all of it or nothing. Until then
/// no server or command opens it.
///
/// Confined to one thread.
public final class EmbeddedCopy implements AutoCloseable {
    /// The lock that a copy has. Its first number says "tmig" in letters, so that an operator knows
    /// whose it is; the second is the schema's.
    private static final String LOCK = "(x'746d6967'::int, hashtext(current_schema()))";

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock" + LOCK;
    private static final String WAIT_FOR_LOCK = "SELECT pg_advisory_xact_lock" + LOCK;
    private static final String IS_UNLOCKED = "SELECT pg_try_advisory_xact_lock_shared" + LOCK;
    private static final String HAS_ACCOUNTS = "SELECT EXISTS (SELECT FROM account)";
    /// The register of accounts, which is written like an account.
    private static final long REGISTER = 0;

    private static final String PUT_MARK = "INSERT INTO node (account, node, mark, used_at) VALUES (?, ?, 1, now())";
    private static final String SELECT_MARK = "SELECT mark FROM node WHERE account = ? AND node = ?";
    /// Nobody waits for this transaction, and it waits for a person: no time is too long for it.
    private static final String WITHOUT_END = """
            SELECT set_config(name, '0', true) FROM pg_settings
            WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
            """;

    /// Both ends of the move count on it: what is committed is on the disk, and on the replica that must have it.
    private static final String DURABLE = """
            SELECT set_config('synchronous_commit', 'on', true)
            WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """;

    private static final String PATIENCE = "SET LOCAL lock_timeout = '30s'";

    /// A replica that must have the commit may be behind by the whole copy.
    private static final int COMMIT_MILLIS_MAX =
            Math.toIntExact(Duration.ofMinutes(10).toMillis());

    private static final Logger LOG = System.getLogger(EmbeddedCopy.class.getName());

    private final Connection connection;
    private final Set<String> tables = new TreeSet<>();

    private EmbeddedCopy(Connection connection) {
        this.connection = connection;
    }

    /// Makes the tables of the target, if there are none, and keeps everybody else out of it.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when it cannot be reached, or
    ///     is not empty
    public static EmbeddedCopy begin(PostgresOptions target) {
        Schema.bringUpToDate(target);
        try {
            EmbeddedCopy copy = new EmbeddedCopy(Connections.once(target));
            try {
                copy.begin();
                return copy;
            } catch (SQLException | RuntimeException e) {
                copy.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setNetworkTimeout(Runnable::run, 0); // a statement may take long here, and nobody waits
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            statement.execute(WITHOUT_END);
            statement.execute(DURABLE);
            if (!isTrue(connection, TRY_LOCK)) {
                throw underWay();
            }
            statement.execute("LOCK TABLE account IN EXCLUSIVE MODE");
        }
        requireEmpty(connection);
    }

    /// Whether a copy could begin, without writing anything.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` with the reason why it could
    ///     not
    public static void check(PostgresOptions target) {
        try (Connection connection = Connections.once(target)) {
            if (Schema.check(connection) > 0) {
                requireEmpty(connection);
            } else if (!isTrue(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')")) {
                throw Refusals.unavailable("The login may not create tables in the PostgreSQL's schema.");
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private static void requireEmpty(Connection connection) throws SQLException {
        if (isTrue(connection, HAS_ACCOUNTS)) {
            throw Refusals.unavailable(
                    "There are accounts in the PostgreSQL already. Give the data a database of its own.");
        }
    }

    /// Keeps away from a database into which data is being copied.
    static void requireNone(Connection connection) throws SQLException {
        if (!isTrue(connection, IS_UNLOCKED)) {
            throw underWay();
        }
    }

    private static RuntimeException underWay() {
        return Refusals.unavailable("Data is being copied into this PostgreSQL (tidemark migrate), and is not"
                + " complete yet. Wait until that ends, or end it.");
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// A table of the target, to write to.
    ///
    /// @param columns those of the same table of the source, in their order
    public CopiedTable table(String name, List<String> columns) {
        try {
            tables.add('"' + name + '"');
            return CopiedTable.of(connection, name, columns);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Lets PostgreSQL look at what was copied, and at nothing else that may be there, so that it plans well
    /// from the start. Takes a while.
    public void analyze() {
        execute("ANALYZE " + String.join(", ", tables));
    }

    /// Makes sure that the connection, and with it all that was copied, is still there.
    public void probe() {
        execute("SELECT 1");
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Makes sure that all logs end where they end in the source. Costs what there are accounts.
    ///
    /// @param source a state of the source that should be here
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when one does not
    /// @throws SQLException when the source cannot be read
    public void requireSameEnds(Connection source) throws SQLException {
        if (!TableSums.ends(source).equals(ends())) {
            throw Refusals.unavailable("The logs do not end where they should in the PostgreSQL, so the copy is"
                    + " not complete. Please report this.");
        }
    }

    private String ends() {
        try {
            return TableSums.ends(connection);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// From now on the target has all that was copied, and may be opened.
    ///
    /// @param mark by which [#isCommitted] knows this copy; a random number
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the database was lost
    ///     meanwhile; only [#isCommitted] knows whether this happened then
    public void commit(long mark) {
        try {
            try (PreparedStatement statement = connection.prepareStatement(PUT_MARK)) {
                statement.setLong(1, REGISTER);
                statement.setLong(2, mark);
                statement.executeUpdate();
            }
            connection.setNetworkTimeout(Runnable::run, COMMIT_MILLIS_MAX);
            PostgresSession.commit(connection);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Whether a copy was committed, or never will be. Waits for one that is still at work, and for the
    /// replica that must have it: a commit of its own comes after all before it.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when that cannot be found out
    ///     now
    public static boolean isCommitted(PostgresOptions target, long mark) {
        try (Connection connection = Connections.once(target);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try {
                statement.execute(PATIENCE);
                statement.execute(DURABLE);
                statement.execute(WAIT_FOR_LOCK);
                boolean isCommitted =
                        isTrue(connection, "SELECT to_regclass('node') IS NOT NULL") && isMarked(connection, mark);
                if (isCommitted) {
                    statement.execute("SELECT turn FROM head WHERE account = 0 FOR UPDATE");
                    PostgresSession.commit(connection);
                }
                return isCommitted;
            } finally {
                connection.rollback(); // and lets go of the lock at once
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private static boolean isMarked(Connection connection, long mark) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT_MARK)) {
            select.setLong(1, REGISTER);
            select.setLong(2, mark);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /// Ends. What was not committed never was.
    @Override
    public void close() {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback(); // and lets go of the lock at once
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the connection of a copy was lost, and with it what it did not commit", e);
        }
    }
}
