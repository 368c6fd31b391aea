package io.tidemark.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.storage.sql.SqlAccounts;
import io.tidemark.storage.sql.SqlSession;
import io.tidemark.storage.sql.SqlTransaction;
import io.tidemark.storage.sql.TypeNumbers;
import io.tidemark.storage.sql.Work;
import io.tidemark.storage.sql.WorkQueue;
import io.tidemark.storage.sql.WorkThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The storage for several server processes: one PostgreSQL database that all of them use at once.
///
/// Within an account, transactions are committed one after the other, whichever process they come from ([Turn]);
/// accounts do not wait for each other. A write returns when its commit is on the database's disk. Works run on
/// threads of the storage; callers, normally virtual threads, wait. Queues are bounded: a work that finds one
/// full, or waits longer than [PostgresOptions#patience], is refused as `BUSY` and had no effect.
///
/// Thread-safe.
public final class PostgresStorage implements Storage {
    private static final Logger LOG = System.getLogger(PostgresStorage.class.getName());
    private static final String PROBE = "SELECT version FROM schema_version";
    /// The register of accounts, which is written like an account.
    static final long REGISTER = 0;

    private final PostgresOptions options;
    private final HikariDataSource toWrite;
    private final HikariDataSource toRead;
    private final AccountQueues writes;
    private final WorkQueue reads;
    private final GroupCommit groupCommit;
    private final TypeNumbers.Known types;
    private final Confirmed confirmed;
    private final long node = new SecureRandom().nextLong();
    private final Set<Long> knownAccounts = ConcurrentHashMap.newKeySet();
    private final WorkThreads threads = new WorkThreads();
    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresStorage(
            PostgresOptions options, StatementHook hook, HikariDataSource toWrite, HikariDataSource toRead) {
        this.options = options;
        this.toWrite = toWrite;
        this.toRead = toRead;
        this.writes = new AccountQueues(options.queueMax());
        this.reads = new WorkQueue(options.queueMax());
        this.types = new TypeNumbers.Known();
        this.confirmed = new Confirmed();
        this.groupCommit = new GroupCommit(
                toWrite,
                writes,
                new UnknownCommit(toWrite, options.statementMax()),
                hook,
                types,
                confirmed,
                InstantSource.system(),
                node);
        for (int i = 1; i <= options.writers(); i++) {
            threads.add("postgres-writer-" + i, groupCommit);
        }
        for (int i = 1; i <= options.readers(); i++) {
            threads.add("postgres-reader-" + i, new ReaderLoop(toRead, reads, hook, types));
        }
    }

    /// Opens a database and brings its tables up to date.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the database cannot be reached,
    ///     refuses the login, is too old, or was written by a newer version
    public static PostgresStorage open(PostgresOptions options) {
        return open(options, StatementHook.NONE);
    }

    static PostgresStorage open(PostgresOptions options, StatementHook hook) {
        Schema.bringUpToDate(options);
        HikariDataSource toWrite = Connections.toWrite(options);
        HikariDataSource toRead;
        try {
            toRead = Connections.toRead(options);
        } catch (RuntimeException | Error e) {
            toWrite.close();
            throw e;
        }
        PostgresStorage storage = new PostgresStorage(options, hook, toWrite, toRead);
        storage.threads.start();
        return storage;
    }

    /// What the storage did since it was opened.
    public PostgresStatistics statistics() {
        return groupCommit.statistics(reads.length());
    }

    /// This process among those that share the database.
    public PostgresNode newNode() {
        return new PostgresNode(options, this::lookWhetherSomethingWasLost);
    }

    /// Looks in each account whether the database has lost what it had confirmed to this storage, and if so
    /// begins a new epoch there. So it is found soon, and not only with the next write.
    private void lookWhetherSomethingWasLost() {
        types.forget();
        for (long account : confirmed.accounts()) {
            long mark = runRead(session -> session.first(Turn.SELECT_MARK, row -> row.getLong(1), account, node)
                    .orElse(0L));
            if (confirmed.isLost(account, new Turn.Taken(mark, Instant.EPOCH))) { // or somebody writes right now
                takeTurn(account);
            }
        }
    }

    private void takeTurn(long account) {
        try {
            runWrite(account, session -> {
                session.takeTurn();
                return true;
            });
        } catch (IllegalArgumentException none) {
            LOG.log(Level.ERROR, "the database has lost the whole account {0}", Long.toString(account));
            confirmed.forget(account);
        }
    }

    @Override
    public Accounts accounts() {
        return new SqlAccounts(new SqlAccounts.Runner() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return runRead(work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                return runWrite(REGISTER, work);
            }
        });
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return runRead(session -> inAccount(session, account, work::apply));
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        return runWrite(account.value(), session -> inAccount(session, account, work::apply));
    }

    @Override
    public void probe() {
        runRead(session -> session.number(PROBE));
    }

    private <T extends @Nullable Object> T inAccount(
            SqlSession session, AccountId account, Function<SqlTransaction, T> work) {
        try (SqlTransaction transaction = SqlTransaction.begin(session, account, knownAccounts)) {
            return work.apply(transaction);
        }
    }

    private <T extends @Nullable Object> T runRead(Function<SqlSession, T> function) {
        Work<T> work = newWork(function);
        reads.add(work);
        try {
            return work.await(options.patience());
        } catch (RuntimeException e) {
            reads.remove(work); // one that was taken back makes room at once
            throw e;
        }
    }

    private <T extends @Nullable Object> T runWrite(long account, Function<SqlSession, T> function) {
        Work<T> work = newWork(function);
        writes.add(account, work);
        try {
            return work.await(options.patience());
        } catch (RuntimeException e) {
            writes.remove(account, work);
            throw e;
        }
    }

    private <T extends @Nullable Object> Work<T> newWork(Function<SqlSession, T> function) {
        threads.requireOutside();
        return new Work<>(function);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writes.close();
        reads.close();
        boolean interrupted = threads.awaitEnd();
        try (toWrite) {
            toRead.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
