package io.tidemark.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.storage.sql.TypeNumbers;
import io.tidemark.storage.sql.Work;
import io.tidemark.storage.sql.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;

/// One reading thread: takes works from the shared queue and runs each in a view of its own.
///
/// A work whose connection was lost is run again on another one: it has written nothing.
final class ReaderLoop implements Runnable {
    private static final int ATTEMPTS_MAX = 3;

    private final HikariDataSource connections;
    private final WorkQueue queue;
    private final StatementHook hook;
    private final TypeNumbers.Known types;

    ReaderLoop(HikariDataSource connections, WorkQueue queue, StatementHook hook, TypeNumbers.Known types) {
        this.connections = connections;
        this.queue = queue;
        this.hook = hook;
        this.types = types;
    }

    @Override
    public void run() {
        queue.serve(this::serve);
    }

    private void serve(Work<?> work) {
        boolean served = false;
        for (int attempt = 1; !served; attempt++) {
            served = serve(work, attempt == ATTEMPTS_MAX);
        }
    }

    /// @return whether it is known what becomes of the work
    @SuppressWarnings("CatchingUnchecked")
    private boolean serve(Work<?> work, boolean isLast) {
        try (Connection connection = connections.getConnection()) {
            PostgresSession session = new PostgresSession(connection, hook, types, null);
            try {
                work.run(session);
            } catch (Throwable thrown) {
                if (!isLast && session.mayRunAgain()) {
                    return false;
                }
                work.fail(thrown);
            }
            connection.rollback();
            return true;
        } catch (SQLException e) {
            work.fail(PostgresErrors.classify(e));
            return true;
        } finally {
            Thread.interrupted();
        }
    }
}
