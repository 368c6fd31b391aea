package io.tidemark.storage.sqlite;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.storage.sql.Refusals;
import io.tidemark.storage.sql.SqlAccounts;
import io.tidemark.storage.sql.SqlSession;
import io.tidemark.storage.sql.SqlTransaction;
import io.tidemark.storage.sql.TypeNumbers;
import io.tidemark.storage.sql.Work;
import io.tidemark.storage.sql.WorkQueue;
import io.tidemark.storage.sql.WorkThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The embedded storage: one SQLite file, one writing thread with group commit, a few reading threads.
///
/// A write returns when its commit is on the disk (`synchronous=FULL`). Works run on threads of the storage;
/// callers, normally virtual threads, wait. Queues are bounded: a work that finds one full, or waits longer
/// than [SqliteOptions#patience], is refused as `BUSY` and had no effect.
///
/// Thread-safe.
public final class SqliteStorage implements Storage {
    private static final String PROBE = "PRAGMA user_version";

    private final SqliteOptions options;
    private final DatabaseLock lock;
    private final WorkQueue writes;
    private final WorkQueue reads;
    private final GroupCommit groupCommit;
    private final List<SqliteSession> sessions;
    private final WorkThreads threads = new WorkThreads();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param sessions the writing one first; each is used by one thread from now on
    private SqliteStorage(Path file, SqliteOptions options, DatabaseLock lock, List<SqliteSession> sessions) {
        this.options = options;
        this.lock = lock;
        this.sessions = List.copyOf(sessions);
        this.writes = new WorkQueue(options.queueMax());
        this.reads = new WorkQueue(options.queueMax());
        this.groupCommit = new GroupCommit(sessions.getFirst(), writes, file, options.walBytesMax());
        threads.add("sqlite-writer", groupCommit);
        for (int i = 1; i < sessions.size(); i++) {
            threads.add("sqlite-reader-" + i, new ReaderLoop(sessions.get(i), reads));
        }
    }

    /// Opens a database file, creates it if there is none, and brings its tables up to date.
    ///
    /// @param file the database; SQLite keeps files with the endings `-wal` and `-shm` beside it, and this
    ///     storage one with the ending `.lock`
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the file cannot be opened, is
    ///     open in another server or was written by a newer version; `STORAGE_CORRUPT` when it is damaged or is
    ///     not ours
    public static SqliteStorage open(Path file, SqliteOptions options) {
        return open(file, options, StatementHook.NONE);
    }

    static SqliteStorage open(Path file, SqliteOptions options, StatementHook hook) {
        if (Files.isDirectory(file)) {
            throw Refusals.unavailable("The database file is a folder. Give the server the path of a file.");
        }
        SqliteBackup.requireNoRestore(file);
        SqliteBackup.requireNotMoved(file);
        DatabaseLock lock = DatabaseLock.take(file);
        List<SqliteSession> sessions = new ArrayList<>();
        TypeNumbers.Known types = new TypeNumbers.Known();
        try {
            sessions.add(new SqliteSession(Connections.toWrite(file, options), hook, types));
            Schema.bringUpToDate(sessions.getFirst(), file);
            RowCapture.removeAbandoned(sessions.getFirst(), file);
            for (int i = 0; i < options.readers(); i++) {
                sessions.add(new SqliteSession(Connections.toRead(file, options), hook, types));
            }
            SqliteStorage storage = new SqliteStorage(file, options, lock, sessions);
            storage.threads.start();
            return storage;
        } catch (SQLException e) {
            release(sessions, lock);
            throw SqliteErrors.classify(e);
        } catch (RuntimeException | Error e) {
            release(sessions, lock);
            throw e;
        }
    }

    /// What the storage did since it was opened.
    public SqliteStatistics statistics() {
        return groupCommit.statistics(reads.length());
    }

    @Override
    public Accounts accounts() {
        return new SqlAccounts(new SqlAccounts.Runner() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return inNoAccountRead(work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                return inNoAccountWrite(work);
            }
        });
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return run(reads, session -> inAccount(session, account, work::apply));
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        return run(writes, session -> inAccount(session, account, work::apply));
    }

    @Override
    public void probe() {
        inNoAccountRead(session -> session.number(PROBE));
    }

    private <T> T inNoAccountRead(Function<SqlSession, T> work) {
        return run(reads, work);
    }

    private <T> T inNoAccountWrite(Function<SqlSession, T> work) {
        return run(writes, work);
    }

    private static <T extends @Nullable Object> T inAccount(
            SqlSession session, AccountId account, Function<SqlTransaction, T> work) {
        try (SqlTransaction transaction = SqlTransaction.begin(session, account)) {
            return work.apply(transaction);
        }
    }

    private <T extends @Nullable Object> T run(WorkQueue queue, Function<SqlSession, T> function) {
        threads.requireOutside();
        Work<T> work = new Work<>(function);
        queue.add(work);
        try {
            return work.await(options.patience());
        } catch (RuntimeException e) {
            queue.remove(work); // one that was taken back makes room at once
            throw e;
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writes.close();
        reads.close();
        boolean interrupted = threads.awaitEnd();
        release(sessions, lock);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes readers before the writer: the last connection of a file folds the write-ahead log into it, and
    /// must be one that can write.
    private static void release(List<SqliteSession> sessions, DatabaseLock lock) {
        try (lock) {
            sessions.reversed().forEach(SqliteSession::close);
        }
    }
}
