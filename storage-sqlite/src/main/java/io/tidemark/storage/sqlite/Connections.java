package io.tidemark.storage.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// How connections to the database file are set up.
final class Connections {
    /// Measured against 8192: `docs/benchmarks.md`.
    private static final int PAGE_BYTES = 4096;

    /// How long a statement waits for a lock of SQLite. Only a checkpoint ever meets one: writers are one
    /// thread.
    private static final int BUSY_MILLIS = 200;

    /// Pages after which SQLite copies the write-ahead log into the file: the more, the more often a page that
    /// changed again is copied only once.
    private static final int CHECKPOINT_PAGES = 4_000;

    private Connections() {}

    /// A connection that may write; creates the file when there is none.
    static Connection toWrite(Path file, SqliteOptions options) throws SQLException {
        SQLiteConfig config = config(options);
        config.setPageSize(PAGE_BYTES);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enableRecursiveTriggers(true); // so that RowCapture hears of rows that others replace
        config.setJournalSizeLimit(Math.toIntExact(options.walBytesMax()));
        config.setMaxPageCount(Math.toIntExact(options.fileBytesMax() / PAGE_BYTES));
        Connection connection = open(file, config);
        try (Statement statement = connection.createStatement()) {
            // not in the config, which the driver applies before the size of pages: that is then not taken any more
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// A connection that may write beside a server, in its gaps. It leaves checkpoints, and the flush
    /// of its commits, to the server: what it keeps others waiting for is short.
    static Connection toWriteBeside(Path file, int busyMillis) throws SQLException {
        SQLiteConfig config = config(SqliteOptions.defaults());
        config.setBusyTimeout(busyMillis);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        Connection connection = open(file, config);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// A connection that can only read.
    static Connection toRead(Path file, SqliteOptions options) throws SQLException {
        SQLiteConfig config = config(options);
        config.setReadOnly(true);
        return open(file, config);
    }

    private static Connection open(Path file, SQLiteConfig config) throws SQLException {
        return DriverManager.getConnection(url(file), config.toProperties());
    }

    static String url(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    private static SQLiteConfig config(SqliteOptions options) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-Math.toIntExact(options.cacheBytes() / 1024));
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        return config;
    }
}
