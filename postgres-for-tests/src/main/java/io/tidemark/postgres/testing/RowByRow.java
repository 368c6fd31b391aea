package io.tidemark.postgres.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares all rows of a SQLite file with those of a PostgreSQL, column by column. It goes by the names of tables and
/// columns and shares no code with what it checks. Stateless.
public final class RowByRow {
    private static final String OF_FILE = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    private static final String OF_SERVER = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
    /// What only one of the two has.
    private static final Set<String> OWN_TABLES = Set.of("schema_history", "schema_version", "node", "sqlite_stat1");

    private static final Set<String> OWN_COLUMNS = Set.of("object.key", "head.turn");
    private static final Map<String, String> RENAMED = Map.of("user", "user_id");

    private RowByRow() {}

    /// What one has and the other has not, with the table's name before each row; empty when they are the same.
    public static List<String> differences(Connection file, Connection server) throws SQLException {
        List<String> differences = new ArrayList<>();
        Set<String> tables = tables(file, OF_FILE);
        tables.addAll(tables(server, OF_SERVER));
        for (String table : tables) {
            Map<String, Integer> rows = new TreeMap<>();
            count(file, table, rows, 1);
            count(server, table, rows, -1);
            rows.forEach((row, surplus) -> {
                if (surplus != 0) {
                    differences.add(table + (surplus > 0 ? ", only in the file: " : ", only in the server: ") + row);
                }
            });
        }
        return differences;
    }

    /// How many rows a file has.
    public static long rows(Connection file) throws SQLException {
        long rows = 0;
        for (String table : tables(file, OF_FILE)) {
            Map<String, Integer> counted = new TreeMap<>();
            count(file, table, counted, 1);
            rows += counted.size();
        }
        return rows;
    }

    private static Set<String> tables(Connection database, String sql) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Statement statement = database.createStatement();
                ResultSet names = statement.executeQuery(sql)) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        tables.removeAll(OWN_TABLES);
        return tables;
    }

    private static void count(Connection database, String table, Map<String, Integer> rows, int each)
            throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\" WHERE account > 0")) {
            while (row.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    String column = row.getMetaData().getColumnName(i);
                    if (!OWN_COLUMNS.contains(table + "." + column)) {
                        values.put(RENAMED.getOrDefault(column, column), text(row.getObject(i)));
                    }
                }
                rows.merge(new TreeMap<>(values).toString(), each, Integer::sum);
            }
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean truth -> truth ? "1" : "0";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }
}
