package io.tidemark.storage.sqlite;

import io.tidemark.core.error.SyncException;
import io.tidemark.storage.sql.Refusals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Notes the keys of all rows that change in a database file, from its begin on, whoever changes them:
/// SQLite itself does it, by triggers, in the transaction that changes the row. A copy that is made row
/// by row meanwhile becomes like the original when the rows that were noted are read once more, at a
/// cost that follows what changed.
///
/// It adds tables of its own to the file and removes them at the end. When its process was killed they
/// stay, and go on growing, until the next one begins or the next server opens the file.
///
/// Confined to one thread, but for [#close].
public final class RowCapture implements AutoCloseable {
    /// With what the names of its tables and triggers begin.
    static final String PREFIX = "captured_";

    /// The number of an object's row is made of two columns. They, not it, are its key everywhere else.
    private static final Map<String, List<String>> KEYS = Map.of("object", List.of("account", "number"));

    private static final Map<String, String> FOUND_BY = Map.of("object", "(noted.account << 40) + noted.number");

    /// The server's writer waits 200 ms for ours, and so never in vain.
    private static final int FORGET_ROWS = 2_000;
    /// Ours waits as long as it takes to find a gap between the server's.
    private static final int BUSY_MILLIS = 30_000;

    private final DatabaseLock lock;
    private final Path database;
    private final Connection writing;
    private final Connection reading;
    private final Map<String, Long> seen = new HashMap<>();
    private boolean closed;

    private RowCapture(DatabaseLock lock, Path database, Connection writing, Connection reading) {
        this.lock = lock;
        this.database = database;
        this.writing = writing;
        this.reading = reading;
    }

    /// Rows of a table that changed, in one consistent state of the file. Valid until the reading of
    /// them returns.
    public interface Changes {
        /// The columns by which rows are known.
        List<String> key();

        /// The keys of all rows that changed, also of those that are gone.
        ResultSet keys() throws SQLException;

        /// Those of the rows that are there, with all columns of the table in their order.
        ResultSet rows() throws SQLException;

        /// Sees the same state.
        Connection state();
    }

    /// What is done with changes.
    @FunctionalInterface
    public interface Reading {
        void read(Changes changes) throws SQLException;
    }

    /// Begins, beside a server that has the file open or without one. What an earlier one left is
    /// removed.
    ///
    /// @throws SyncException `STORAGE_UNAVAILABLE` when there is another one, or the file cannot be
    ///     written
    public static RowCapture begin(Path database) {
        DatabaseLock lock = DatabaseLock.tryTake(lockOf(database))
                .orElseThrow(() -> Refusals.unavailable("Another tidemark migrate is at work on this database."));
        Connection writing = null;
        Connection reading = null;
        try {
            writing = Connections.toWriteBeside(database, BUSY_MILLIS);
            reading = Connections.toRead(database, SqliteOptions.defaults());
            reading.setAutoCommit(false);
            RowCapture capture = new RowCapture(lock, database, writing, reading);
            capture.begin();
            return capture;
        } catch (SQLException e) {
            release(lock, reading, writing);
            throw SqliteErrors.classify(e);
        } catch (RuntimeException e) {
            release(lock, reading, writing);
            throw e;
        }
    }

    private static void release(DatabaseLock lock, @Nullable Connection reading, @Nullable Connection writing) {
        try (lock;
                writing;
                reading) {
            // Nothing else is to be done: what was not committed is undone.
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    private static Path lockOf(Path database) {
        return database.resolveSibling(database.getFileName() + ".capture");
    }

    /// Removes what one left that was killed. Called by who has the file's own lock.
    static void removeAbandoned(SqliteSession session, Path database) {
        if (session.number("SELECT count(*) FROM sqlite_schema WHERE name GLOB '" + PREFIX + "*'") == 0) {
            return;
        }
        DatabaseLock.tryTake(lockOf(database)).ifPresent(lock -> {
            try (lock;
                    Connection connection = Connections.toWriteBeside(database, BUSY_MILLIS)) {
                remove(connection);
            } catch (SQLException e) {
                throw SqliteErrors.classify(e);
            }
        });
    }

    private void begin() throws SQLException {
        remove(writing);
        List<String> statements = new ArrayList<>();
        try (SqliteTables tables = SqliteTables.open(database)) {
            for (String table : tables.names()) {
                seen.put(table, 0L);
                addCapture(table, statements);
            }
        }
        inTransaction(writing, statements);
    }

    private void addCapture(String table, List<String> statements) {
        List<String> key = key(table);
        String columns = SqliteTables.list(key);
        String noted = SqliteTables.quoted(PREFIX + table);
        String note = "INSERT INTO " + noted + " (" + columns + ") ";
        String before = of("OLD", key);
        String after = of("NEW", key);
        statements.add("CREATE TABLE " + noted + " (change INTEGER PRIMARY KEY, " + columns + ")");
        statements.add(trigger(table, "INSERT") + note + "VALUES (" + after + "); END");
        statements.add(trigger(table, "DELETE") + note + "VALUES (" + before + "); END");
        statements.add(trigger(table, "UPDATE") + note + "VALUES (" + after + "); " + note + "SELECT " + before
                + " WHERE (" + before + ") IS NOT (" + after + "); END");
    }

    private static String trigger(String table, String event) {
        return "CREATE TRIGGER " + SqliteTables.quoted(PREFIX + table + "_" + event) + " AFTER " + event + " ON "
                + SqliteTables.quoted(table) + " BEGIN ";
    }

    private static String of(String row, List<String> key) {
        return key.stream()
                .map(column -> row + "." + SqliteTables.quoted(column))
                .collect(Collectors.joining(", "));
    }

    private List<String> key(String table) {
        List<String> named = KEYS.get(table);
        return named != null
                ? named
                : SqliteTables.texts(
                        writing, "SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk");
    }

    /// Hands over the rows of a table that changed since they were handed over last, in one read
    /// transaction. They are forgotten when `reading` returns.
    ///
    /// @return how many changes were noted; a row that changed twice counts twice
    /// @throws SyncException `STORAGE_UNAVAILABLE` when the file cannot be read
    public long read(String table, Reading with) {
        long after = seen.getOrDefault(table, 0L);
        long newest;
        try {
            try {
                newest = newest(table);
                try (ReadChanges changes = new ReadChanges(table, after, newest)) {
                    with.read(changes);
                }
            } catch (SQLException | RuntimeException e) {
                endReading(e);
                throw e;
            }
            reading.rollback();
            seen.put(table, newest);
            forget(table, after, newest);
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
        return newest - after;
    }

    private void endReading(Exception failure) {
        try {
            reading.rollback();
        } catch (SQLException ended) {
            failure.addSuppressed(ended); // SQLite has ended the transaction by itself
        }
    }

    private long newest(String table) throws SQLException {
        try (Statement statement = reading.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT max(change) FROM " + SqliteTables.quoted(PREFIX + table))) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The newest stays, so that no number is given twice.
    private void forget(String table, long after, long newest) throws SQLException {
        try (PreparedStatement statement = writing.prepareStatement(
                "DELETE FROM " + SqliteTables.quoted(PREFIX + table) + " WHERE change >= ? AND change < ?")) {
            for (long from = after; from < newest; from += FORGET_ROWS) {
                statement.setLong(1, from);
                statement.setLong(2, Math.min(newest, from + FORGET_ROWS));
                statement.executeUpdate();
            }
        }
    }

    private static void remove(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String kind : List.of("trigger", "table")) {
            for (String name : SqliteTables.texts(
                    connection,
                    "SELECT name FROM sqlite_schema WHERE type = '" + kind + "' AND name GLOB '" + PREFIX + "*'")) {
                statements.add("DROP " + kind + " " + SqliteTables.quoted(name));
            }
        }
        if (!statements.isEmpty()) {
            inTransaction(connection, statements);
        }
    }

    private static void inTransaction(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                statement.execute("COMMIT");
            } catch (SQLException e) {
                rollback(statement, e);
                throw e;
            }
        }
    }

    private static void rollback(Statement statement, SQLException failure) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException ended) {
            failure.addSuppressed(ended); // SQLite has ended the transaction by itself
        }
    }

    /// Ends, and leaves nothing in the file. Whoever reads changes meanwhile fails. A second call does
    /// nothing.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock;
                Connection _ = reading;
                Connection connection = writing) {
            remove(connection);
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    private final class ReadChanges implements Changes, AutoCloseable {
        private final String table;
        private final List<String> key;
        private final String keys;
        private final List<Statement> statements = new ArrayList<>();

        ReadChanges(String table, long after, long newest) {
            this.table = table;
            this.key = RowCapture.this.key(table);
            this.keys = "SELECT DISTINCT " + SqliteTables.list(key) + " FROM " + SqliteTables.quoted(PREFIX + table)
                    + " WHERE change > " + after + " AND change <= " + newest;
        }

        @Override
        public List<String> key() {
            return key;
        }

        @Override
        public ResultSet keys() throws SQLException {
            return query(keys);
        }

        @Override
        public ResultSet rows() throws SQLException {
            String condition = FOUND_BY.containsKey(table)
                    ? "present.key = " + FOUND_BY.get(table)
                    : key.stream()
                            .map(SqliteTables::quoted)
                            .map(column -> "present." + column + " = noted." + column)
                            .collect(Collectors.joining(" AND "));
            return query("SELECT present.* FROM (" + keys + ") AS noted CROSS JOIN " + SqliteTables.quoted(table)
                    + " AS present ON " + condition);
        }

        private ResultSet query(String sql) throws SQLException {
            Statement statement = reading.createStatement();
            statements.add(statement);
            return statement.executeQuery(sql);
        }

        @Override
        public Connection state() {
            return reading;
        }

        @Override
        public void close() throws SQLException {
            for (Statement statement : statements) {
                statement.close();
            }
        }
    }
}
