package io.tidemark.storage.sqlite;

import io.tidemark.storage.sql.Work;
import io.tidemark.storage.sql.WorkQueue;

/// One reading thread: takes works from the shared queue and runs each in a view of its own.
///
/// A platform thread, because SQLite's calls would pin the carrier of a virtual one.
final class ReaderLoop implements Runnable {
    private static final String BEGIN = "BEGIN";
    private static final String ROLLBACK = "ROLLBACK";

    private final SqliteSession session;
    private final WorkQueue queue;

    ReaderLoop(SqliteSession session, WorkQueue queue) {
        this.session = session;
        this.queue = queue;
    }

    @Override
    public void run() {
        queue.serve(this::serve);
    }

    @SuppressWarnings("CatchingUnchecked")
    private void serve(Work<?> work) {
        try {
            session.execute(BEGIN);
            try {
                work.run(session);
            } finally {
                session.execute(ROLLBACK);
            }
        } catch (Throwable thrown) {
            work.fail(thrown);
        }
    }
}
