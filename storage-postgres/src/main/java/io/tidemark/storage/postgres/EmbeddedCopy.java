package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Refusals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Copies the tables of an embedded database into an empty PostgreSQL: row by row, in one transaction, so that the
/// target has all of it or nothing. The columns are the same but for their kinds. Confined to one
/// thread.
public final class EmbeddedCopy {
    private static final int BATCH_ROWS = 1_000;

    private final Connection source;
    private final PostgresOptions target;

    /// @param source an embedded database of this version; only read
    /// @param target where it goes
    public EmbeddedCopy(Connection source, PostgresOptions target) {
        this.source = source;
        this.target = target;
    }

    /// How many rows there are to copy.
    ///
    /// @throws io.tidemark.core.error.SyncException when the source cannot be read
    public long rows() {
        try {
            long rows = 0;
            for (String table : tables()) {
                try (Statement statement = source.createStatement();
                        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw Refusals.unavailable("The embedded database cannot be read.", e);
        }
    }

    /// Copies everything, and compares how many rows each table has then.
    ///
    /// @param progress told of rows that were copied
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when one of the two cannot be
    ///     reached, or the target is not empty; nothing was copied then
    public void run(LongConsumer progress) {
        Schema.bringUpToDate(target);
        try (Connection connection = Connections.once(target)) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 0); // a statement may take long here, and nobody waits
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = 0");
                statement.execute("LOCK TABLE account IN EXCLUSIVE MODE");
            }
            if (count(connection, "account") > 0) {
                throw Refusals.unavailable(
                        "There are accounts in the PostgreSQL already. Give the data a database of its own.");
            }
            for (String table : tables()) {
                copy(connection, table, progress);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            }
            connection.commit();
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet found = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema_history' ORDER BY name")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void copy(Connection connection, String table, LongConsumer progress) throws SQLException {
        long before = count(connection, table);
        long copied = 0;
        try (Statement reading = source.createStatement();
                ResultSet rows = reading.executeQuery("SELECT * FROM " + table)) {
            Map<String, Integer> columns = columns(table, rows.getMetaData());
            List<Integer> kinds = kinds(connection, table, columns);
            try (PreparedStatement writing = connection.prepareStatement(insert(table, columns))) {
                int inBatch = 0;
                while (rows.next()) {
                    int place = 1;
                    for (int column : columns.values()) {
                        set(writing, place, kinds.get(place - 1), rows, column);
                        place++;
                    }
                    writing.addBatch();
                    copied++;
                    if (++inBatch == BATCH_ROWS) {
                        writing.executeBatch();
                        progress.accept(inBatch);
                        inBatch = 0;
                    }
                }
                writing.executeBatch();
                progress.accept(inBatch);
            }
        }
        if (count(connection, table) != before + copied) {
            throw Refusals.unavailable("Not every row of the table " + table + " arrived.");
        }
    }

    /// Columns of the source, by name, without the one that only the source needs.
    private static Map<String, Integer> columns(String table, ResultSetMetaData found) throws SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 1; i <= found.getColumnCount(); i++) {
            if (!table.equals("object") || !found.getColumnName(i).equals("key")) {
                columns.put(found.getColumnName(i), i);
            }
        }
        return columns;
    }

    private static List<Integer> kinds(Connection connection, String table, Map<String, Integer> columns)
            throws SQLException {
        List<Integer> kinds = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "SELECT " + String.join(", ", columns.keySet()) + " FROM " + table + " LIMIT 0")) {
            for (int i = 1; i <= columns.size(); i++) {
                kinds.add(none.getMetaData().getColumnType(i));
            }
        }
        return kinds;
    }

    private static String insert(String table, Map<String, Integer> columns) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private static void set(PreparedStatement writing, int place, int kind, ResultSet rows, int column)
            throws SQLException {
        switch (kind) {
            case Types.BIT, Types.BOOLEAN -> writing.setBoolean(place, rows.getLong(column) != 0);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> writing.setBytes(place, rows.getBytes(column));
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
                long value = rows.getLong(column);
                if (rows.wasNull()) {
                    writing.setNull(place, kind);
                } else if (kind == Types.BIGINT) {
                    writing.setLong(place, value);
                } else {
                    writing.setInt(place, Math.toIntExact(value));
                }
            }
            default -> {
                String text = rows.getString(column);
                writing.setString(
                        place, text == null ? null : text.replace(PostgresSession.ZERO, PostgresSession.REPLACEMENT));
            }
        }
    }
}
