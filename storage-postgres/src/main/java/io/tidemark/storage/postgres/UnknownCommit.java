package io.tidemark.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.storage.sql.Refusals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Finds out what became of a commit whose answer was lost.
///
/// The transaction has written its mark under this storage's number, with all the rest. Whoever gets the lock of
/// the account's head knows that it has ended, whatever happened to its connection; then the mark is there, or it
/// never will be. That holds after a crash and after a fail-over to a replica too, where the number of a
/// transaction could have been given again.
///
/// Looking ends with a commit of its own, which waits for the replica that must have it, and so for all before it: a
/// primary that crashed while it waited shows the transaction at once when it is back, whether or not a replica has it.
final class UnknownCommit {
    private static final String NEWEST_STATE = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
    private static final String LOCK = "SELECT turn FROM head WHERE account = ? FOR UPDATE";

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    /// A server that was killed needs some time to come back.
    private static final Duration RESTART = Duration.ofSeconds(60);

    private final HikariDataSource connections;
    private final Duration longest;

    /// @param statementMax after which the server ends a transaction whose client it does not hear of
    UnknownCommit(HikariDataSource connections, Duration statementMax) {
        this.connections = connections;
        this.longest = statementMax.plus(RESTART);
    }

    /// Whether a transaction was committed.
    ///
    /// @param lost why that is not known
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the database cannot be asked for
    ///     too long
    boolean happened(Turn turn, SQLException lost) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                return isMarked(turn);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    e.addSuppressed(lost);
                    throw Refusals.unavailable(
                            "The database was lost while it committed, and did not come back. Whether this was applied is"
                                    + " not known: send the same request again.",
                            e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean isMarked(Turn turn) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(NEWEST_STATE);
            }
            try {
                boolean isMarked = isMarked(turn, connection);
                PostgresSession.commit(connection);
                return isMarked;
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean isMarked(Turn turn, Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement select = connection.prepareStatement(Turn.SELECT_MARK)) {
            lock.setLong(1, turn.account());
            lock.executeQuery().close();
            select.setLong(1, turn.account());
            select.setLong(2, turn.node());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getLong(1) == turn.mark();
            }
        }
    }
}
