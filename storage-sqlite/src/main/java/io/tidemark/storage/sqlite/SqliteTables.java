package io.tidemark.storage.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The tables of a database file as they are, without what they mean: for copies into another database.
/// What there is is read from the file itself, so that no table and no column can be forgotten. Beside
/// a server that goes on writing.
///
/// Confined to one thread.
public final class SqliteTables implements AutoCloseable {
    /// Rows that are read in one transaction: SQLite's write-ahead log cannot start over while one runs.
    private static final int PAGE_ROWS = 10_000;

    private final Connection connection;

    private SqliteTables(Connection connection) {
        this.connection = connection;
    }

    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the file cannot be read,
    ///     or is of another version
    public static SqliteTables open(Path database) {
        SqliteReader.open(database, SqliteOptions.defaults()).close();
        try {
            return new SqliteTables(Connections.toRead(database, SqliteOptions.defaults()));
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    /// What is done with a row.
    @FunctionalInterface
    public interface RowVisitor {
        /// @param row at the row, all columns of the table in their order
        void visit(ResultSet row) throws SQLException;
    }

    /// The names of all tables that hold data, in a fixed order.
    public List<String> names() {
        return texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND name NOT LIKE '" + RowCapture.PREFIX.replace("_", "\\_") + "%' ESCAPE '\\'"
                + " AND name <> 'schema_history' ORDER BY name");
    }

    /// The columns of a table, in their order.
    public List<String> columns(String table) {
        return texts("SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
    }

    /// How many rows all tables have together.
    public long rows() {
        return names().stream()
                .mapToLong(table -> Long.parseLong(
                        texts("SELECT count(*) FROM " + quoted(table)).getFirst()))
                .sum();
    }

    /// Hands over the rows of a table in the order of their keys. Rows that change meanwhile are seen
    /// as they were before or as they are then.
    ///
    /// @throws io.tidemark.core.error.SyncException `STORAGE_UNAVAILABLE` when the file cannot be read
    public void each(String table, RowVisitor visitor) {
        List<String> key = texts("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk");
        String columns = list(key);
        String order = " ORDER BY " + columns + " LIMIT " + PAGE_ROWS;
        String select = "SELECT * FROM " + quoted(table);
        String after =
                " WHERE (" + columns + ") > (" + key.stream().map(one -> "?").collect(Collectors.joining(", ")) + ")";
        try (PreparedStatement first = connection.prepareStatement(select + order);
                PreparedStatement next = connection.prepareStatement(select + after + order)) {
            List<Object> last = page(first, List.of(), key, visitor);
            while (!last.isEmpty()) {
                last = page(next, last, key, visitor);
            }
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    /// @return the key of the page's last row; empty when it was not full
    private static List<Object> page(
            PreparedStatement statement, List<Object> after, List<String> key, RowVisitor visitor) throws SQLException {
        for (int i = 0; i < after.size(); i++) {
            statement.setObject(i + 1, after.get(i));
        }
        List<Object> last = new ArrayList<>();
        int rows = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                visitor.visit(row);
                if (++rows == PAGE_ROWS) {
                    for (String column : key) {
                        last.add(row.getObject(column));
                    }
                }
            }
        }
        return last;
    }

    /// For single statements, each of which sees the newest state.
    public Connection connection() {
        return connection;
    }

    private List<String> texts(String sql) {
        return texts(connection, sql);
    }

    static List<String> texts(Connection connection, String sql) {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
        return texts;
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    static String list(List<String> names) {
        return names.stream().map(SqliteTables::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }
}
