package io.tidemark.storage.sqlite;

import io.tidemark.core.error.SyncException;
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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;

/// A database file that is only looked at, beside whoever has it open: it takes no lock, and the write-ahead log lets
/// readers be while somebody writes. Every work runs in one consistent view.
///
/// Thread-safe; one work at a time, on the caller's thread.
public final class SqliteReader implements Storage {
    private static final String BEGIN = "BEGIN";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String PROBE = "SELECT 1";

    private final SqliteSession session;

    private SqliteReader(SqliteSession session) {
        this.session = session;
    }

    /// Opens a database file that exists.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when it cannot be opened or a server of
    ///     this version never had it open; `STORAGE_CORRUPT` when it is damaged or is not ours
    public static SqliteReader open(Path file, SqliteOptions options) {
        SqliteSession session = null;
        try {
            session = new SqliteSession(Connections.toRead(file, options), StatementHook.NONE, new TypeNumbers.Known());
            Schema.check(session);
            return new SqliteReader(session);
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        } catch (RuntimeException e) {
            if (session != null) {
                session.close();
            }
            throw e;
        }
    }

    /// The register of accounts. Whoever changes it is refused.
    @Override
    public Accounts accounts() {
        return new SqlAccounts(new SqlAccounts.Runner() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return run(work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                throw readOnly();
            }
        });
    }

    private static SyncException readOnly() {
        return Refusals.unavailable("This database is open for reading only.");
    }

    /// Refused.
    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        throw readOnly();
    }

    @Override
    public void probe() {
        run(one -> one.number(PROBE));
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return run(one -> {
            try (SqlTransaction transaction = SqlTransaction.begin(one, account)) {
                return work.apply(transaction);
            }
        });
    }

    private synchronized <T> T run(Function<SqlSession, T> work) {
        session.execute(BEGIN);
        try {
            return work.apply(session);
        } finally {
            session.execute(ROLLBACK);
        }
    }

    @Override
    public synchronized void close() {
        session.close();
    }
}
