package io.tidemark.cli.backup;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.Databases;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.storage.postgres.CopiedTable;
import io.tidemark.storage.postgres.EmbeddedCopy;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.sqlite.RowCapture;
import io.tidemark.storage.sqlite.SqliteTables;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Moves the data of a folder into a PostgreSQL (ADR 0035).
///
/// Without a server it copies, compares and commits. Beside a server it has SQLite note which rows
/// change, copies meanwhile, and catches up with what was noted until little is left. When the server
/// has ended, it reads the rest, and commits: until then the PostgreSQL has nothing, and from a moment
/// before on nobody serves the file.
///
/// Confined to one thread.
final class Migration {
    /// So little is done in a second, and less would not make the pause shorter.
    private static final long FEW_CHANGES = 5_000;

    /// A server that writes faster than PostgreSQL takes is never caught up with; its operator hears
    /// how much is left.
    private static final int CATCH_UPS_MAX = 20;

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
    private static final long CATCH_UP_NANOS = Duration.ofSeconds(1).toNanos();
    /// For as long a person may let it wait.
    private static final Duration WAIT_MAX = Duration.ofHours(24);

    private final DataFolder folder;
    private final Database into;
    private final PostgresOptions target;
    private final Terminal terminal;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private long rows;
    private long changes;
    private long heldSince;

    Migration(DataFolder folder, Database into, Terminal terminal) {
        this.folder = folder;
        this.into = into;
        this.target = Databases.options(into);
        this.terminal = terminal;
    }

    /// What was done.
    ///
    /// @param rows that were copied
    /// @param changes of rows while they were copied, also of the same row
    /// @param pause from the end of the server until the PostgreSQL had everything; without a server
    ///     all the time
    record Moved(long rows, long changes, Duration pause) {}

    /// Copies everything and commits it.
    ///
    /// @param hold is taken when this returns
    /// @throws CommandFailure when nothing was moved, or it is not known whether it was
    Moved run(DatabaseHold hold) {
        try (EmbeddedCopy copy = EmbeddedCopy.begin(target)) {
            fill(copy, hold);
            commit(copy);
            return new Moved(rows, changes, Duration.ofNanos(System.nanoTime() - heldSince));
        } catch (SQLException | RuntimeException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(Exception e) {
        if (interrupted.get()) {
            return new CommandFailure("Interrupted.", e);
        }
        return switch (e) {
            case SyncException refusal -> new CommandFailure("Nothing was moved. " + refusal.getMessage(), refusal);
            case RuntimeException other -> other;
            default -> new CommandFailure("Nothing was moved. The database file could not be read: check the disk.", e);
        };
    }

    /// When this returns, nothing of the file is open any more: after the commit nothing may fail.
    private void fill(EmbeddedCopy copy, DatabaseHold hold) throws SQLException {
        try (SqliteTables source = SqliteTables.open(folder.database())) {
            heldSince = System.nanoTime();
            if (hold.take()) {
                copyAll(source, copy);
                forEach(source, copy, (table, copied) -> copied.requireEqual(source.connection()));
            } else {
                beside(source, copy, hold);
            }
            copy.requireSameEnds(source.connection());
        }
    }

    private void copyAll(SqliteTables source, EmbeddedCopy copy) throws SQLException {
        long begun = System.nanoTime();
        try (Progress progress = Progress.of(terminal, "Copying rows", source.rows())) {
            forEach(source, copy, (table, copied) -> {
                source.each(table, row -> {
                    copied.add(row);
                    rows++;
                    progress.step(1);
                });
                copied.flush();
            });
        }
        copy.analyze();
        terminal.note("Copied " + BackupCommand.counted(rows, "row") + " in " + since(begun) + ".");
    }

    private void beside(SqliteTables source, EmbeddedCopy copy, DatabaseHold hold) throws SQLException {
        terminal.note("A server has the database open. It goes on, and what it changes meanwhile is copied after.");
        try (RowCapture capture = RowCapture.begin(folder.database())) {
            Thread ending = whenInterrupted(capture::close);
            try {
                copyAll(source, copy);
                catchUp(source, copy, capture);
                compare(source, copy, capture);
                catchUp(source, copy, capture);
                awaitEnd(source, copy, capture, hold);
                heldSince = System.nanoTime();
                changes += tail(source, copy, capture);
            } finally {
                requireNotInterrupted(ending);
            }
        }
    }

    /// SIGTERM and Ctrl-C leave nothing in the database.
    private Thread whenInterrupted(Runnable cleanUp) {
        Thread ending = new Thread(
                () -> {
                    interrupted.set(true);
                    cleanUp.run();
                },
                "migration-ending");
        Runtime.getRuntime().addShutdownHook(ending);
        return ending;
    }

    private static void requireNotInterrupted(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            throw new CommandFailure("Interrupted.", e); // it has begun
        }
    }

    /// Copies the rows that changed since the last time.
    ///
    /// @return how many changes there were
    private static long tail(SqliteTables source, EmbeddedCopy copy, RowCapture capture) throws SQLException {
        long[] changed = {0};
        forEach(source, copy, (table, copied) -> changed[0] += capture.read(table, noted -> take(copied, noted)));
        return changed[0];
    }

    /// All rows go before the first comes, so that none meets another one's past under a key that is
    /// unique.
    private static void take(CopiedTable copied, RowCapture.Changes changes) throws SQLException {
        copied.removeAll(changes.key(), changes.keys());
        copied.addAll(changes.rows());
    }

    private void catchUp(SqliteTables source, EmbeddedCopy copy, RowCapture capture) throws SQLException {
        long changed = Long.MAX_VALUE;
        for (int i = 0; i < CATCH_UPS_MAX && changed > FEW_CHANGES; i++) {
            long begun = System.nanoTime();
            changed = tail(source, copy, capture);
            changes += changed;
            terminal.note("Caught up with " + BackupCommand.counted(changed, "change") + " in " + since(begun) + ".");
        }
    }

    /// Each table in a state in which it is the same in both databases.
    private void compare(SqliteTables source, EmbeddedCopy copy, RowCapture capture) throws SQLException {
        long begun = System.nanoTime();
        forEach(
                source,
                copy,
                (table, copied) -> changes += capture.read(table, noted -> {
                    take(copied, noted);
                    copied.requireEqual(noted.state());
                }));
        terminal.note("Compared both databases in " + since(begun) + ": they are the same.");
    }

    private void awaitEnd(SqliteTables source, EmbeddedCopy copy, RowCapture capture, DatabaseHold hold)
            throws SQLException {
        terminal.note(
                "Ready. Stop the server now, or restart it when its settings name the PostgreSQL. As soon as it has"
                        + " ended, the rest is moved. Ctrl-C leaves everything as it was.");
        long begun = System.nanoTime();
        long caughtUp = begun;
        while (!hold.take()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() - caughtUp > CATCH_UP_NANOS) {
                copy.probe();
                changes += tail(source, copy, capture);
                caughtUp = System.nanoTime();
            }
            if (System.nanoTime() - begun > WAIT_MAX.toNanos()) {
                throw new CommandFailure("Nothing was moved. The server did not end within a day.");
            }
        }
    }

    /// From the mark on nobody serves the file. When the answer of the commit is lost, the PostgreSQL
    /// is asked.
    private void commit(EmbeddedCopy copy) {
        MovedMark mark = new MovedMark(new SecureRandom().nextLong(), into.url());
        try {
            mark.put(folder);
        } catch (IOException e) {
            takeBack();
            throw new CommandFailure(
                    "The folder cannot be written to, so nothing was moved: " + e.getMessage()
                            + ". Start the server again.",
                    e);
        }
        try {
            copy.commit(mark.mark());
        } catch (RuntimeException lost) {
            if (!isCommitted(mark, lost)) {
                takeBack();
                throw lost;
            }
        }
    }

    private boolean isCommitted(MovedMark mark, RuntimeException lost) {
        try {
            return EmbeddedCopy.isCommitted(target, mark.mark());
        } catch (SyncException e) {
            lost.addSuppressed(e);
            throw new CommandFailure(
                    "The PostgreSQL was lost while it committed, and whether it has the data is not known. Nothing serves"
                            + " it meanwhile. Run tidemark migrate again when the PostgreSQL is back: it finds out.",
                    lost);
        }
    }

    private void takeBack() {
        try {
            MovedMark.remove(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Nothing was moved, but the mark of it cannot be removed: " + e.getMessage()
                            + ". Mend that, and run tidemark migrate again.",
                    e);
        }
    }

    /// What is done with a table.
    @FunctionalInterface
    private interface TableWork {
        void on(String table, CopiedTable copied) throws SQLException;
    }

    private static void forEach(SqliteTables source, EmbeddedCopy copy, TableWork work) throws SQLException {
        for (String table : source.names()) {
            work.on(table, copy.table(table, source.columns(table)));
        }
    }

    static String text(Duration time) {
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toMillis() >= 10_000 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String since(long begunNanos) {
        return text(Duration.ofNanos(System.nanoTime() - begunNanos));
    }
}
