package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Refusals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A table into which the rows of the same table of an embedded database are copied. The tables are the
/// same but for some names and kinds of columns.
///
/// What fails here is refused as `STORAGE_UNAVAILABLE` or `BUSY`, like everywhere; an [SQLException] is what
/// failed in the source, and for who reads it to explain. Confined to one thread.
public final class CopiedTable {
    private static final int BATCH_ROWS = 1_000;

    /// Another row has the key.
    private static final String UNIQUE = "23505";

    private final Connection connection;
    private final String name;
    private final List<Column> columns;
    private final CopyText waiting;

    private CopiedTable(Connection connection, String name, List<Column> columns) {
        this.connection = connection;
        this.name = name;
        this.columns = columns;
        this.waiting = new CopyText(name, columns);
    }

    /// A column of both tables.
    ///
    /// @param source what the source calls it
    /// @param place where it is in a row of the source, from 1
    /// @param name what it is called here
    /// @param kind one of [Types]
    record Column(String source, int place, String name, int kind) {
        String quoted() {
            return '"' + name + '"';
        }
    }

    static CopiedTable of(Connection connection, String name, List<String> source) throws SQLException {
        Map<String, Integer> kinds = kinds(connection, name);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            Optional<String> named = named(name, source.get(i));
            if (named.isPresent()) {
                Integer kind = kinds.get(named.get());
                if (kind == null) {
                    throw Refusals.unavailable("The PostgreSQL has no place for all data: update the server.");
                }
                columns.add(new Column(source.get(i), i + 1, named.get(), kind));
            }
        }
        return new CopiedTable(connection, name, columns);
    }

    /// What a column of the source is called here; empty for one that only the source needs.
    private static Optional<String> named(String table, String column) {
        if (table.equals("object") && column.equals("key")) {
            return Optional.empty();
        }
        return Optional.of(column.equals("user") ? "user_id" : column);
    }

    private static Map<String, Integer> kinds(Connection connection, String table) throws SQLException {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM \"" + table + "\" LIMIT 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                kinds.put(
                        none.getMetaData().getColumnName(i), none.getMetaData().getColumnType(i));
            }
        }
        return kinds;
    }

    /// Adds a row of the source; it may be written later, by [#flush]. One that has a key in common with a
    /// row that is here is left out: rows that are not read in the same state may say that two of them are
    /// one. Both have changed then, and are among those that are taken over later.
    ///
    /// @param row at the row, with all columns of the source's table
    public void add(ResultSet row) throws SQLException {
        waiting.add(row);
        if (waiting.isFull()) {
            flush();
        }
    }

    /// Writes what was added.
    public void flush() {
        try {
            if (!waiting.isEmpty()) {
                write();
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private void write() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            waiting.copyInto(connection, quoted());
        } catch (SQLException e) {
            if (!UNIQUE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            writeWhatIsNotHere();
        }
        connection.releaseSavepoint(before);
        waiting.clear();
    }

    private void writeWhatIsNotHere() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMPORARY TABLE beside (LIKE " + quoted() + " INCLUDING DEFAULTS) ON COMMIT DROP");
            waiting.copyInto(connection, "beside");
            statement.execute("INSERT INTO " + quoted() + " SELECT * FROM beside ON CONFLICT DO NOTHING");
            statement.execute("DROP TABLE beside");
        }
    }

    private String quoted() {
        return '"' + name + '"';
    }

    private static void execute(PreparedStatement batch) {
        try {
            batch.executeBatch();
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private PreparedStatement prepare(String sql) {
        try {
            return connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Writes rows that are not here, and whose keys no others have.
    ///
    /// @param rows with all columns of the source's table
    public void addAll(ResultSet rows) throws SQLException {
        CopyText added = new CopyText(name, columns);
        while (rows.next()) {
            added.add(rows);
            if (added.isFull()) {
                copy(added);
            }
        }
        copy(added);
    }

    private void copy(CopyText rows) {
        try {
            if (!rows.isEmpty()) {
                rows.copyInto(connection, quoted());
                rows.clear();
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Removes rows, whether they are there or not.
    ///
    /// @param key what the source calls the columns of the primary key
    /// @param keys their values, in the same order
    public void removeAll(List<String> key, ResultSet keys) throws SQLException {
        List<Column> parts = key.stream()
                .map(part -> columns.stream()
                        .filter(column -> column.source().equals(part))
                        .findFirst()
                        .orElseThrow())
                .toList();
        String condition = parts.stream().map(part -> part.quoted() + " = ?").collect(Collectors.joining(" AND "));
        try (PreparedStatement delete = prepare("DELETE FROM \"" + name + "\" WHERE " + condition)) {
            int waiting = 0;
            while (keys.next()) {
                for (int i = 0; i < parts.size(); i++) {
                    set(delete, i + 1, parts.get(i).kind(), keys, i + 1);
                }
                delete.addBatch();
                if (++waiting == BATCH_ROWS) {
                    execute(delete);
                    waiting = 0;
                }
            }
            execute(delete);
        }
    }

    /// Makes sure that the source has as many rows of each account, and in each column as many values,
    /// with the same sum or length. Costs what there is.
    ///
    /// @param source a state of the source that should be here
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when it differs
    public void requireEqual(Connection source) throws SQLException {
        if (!TableSums.ofSource(source, name, columns).equals(sums())) {
            throw differs();
        }
    }

    private String sums() {
        try {
            return TableSums.ofTarget(connection, name, columns);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    private RuntimeException differs() {
        return Refusals.unavailable("Not every row of the table " + name + " arrived as it was. Please report this.");
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
