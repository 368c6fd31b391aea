package io.tidemark.storage.postgres;

import io.tidemark.storage.postgres.CopiedTable.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What can be counted in a table by an embedded database and by a PostgreSQL, with the same result
/// when they hold the same: for each account its rows, and for each column how many have a value and
/// the sum of numbers or lengths. Stateless.
final class TableSums {
    /// Numbers are counted modulo a prime, so that no sum overflows.
    private static final String PRIME = " % 1000003";

    /// Where each account's log ends.
    private static final String ENDS = """
            SELECT account, epoch, sequence, at,
              (SELECT max(log.sequence) FROM log WHERE log.account = head.account) AS logged
            FROM head WHERE account > 0 ORDER BY account
            """;

    private TableSums() {}

    static String ofSource(Connection source, String table, List<Column> columns) throws SQLException {
        return lines(
                source,
                select(
                        table,
                        columns.stream()
                                .map(column -> sums('"' + column.source() + '"', inSource(column)))
                                .toList()));
    }

    static String ofTarget(Connection target, String table, List<Column> columns) throws SQLException {
        return lines(
                target,
                select(
                        table,
                        columns.stream()
                                .map(column -> sums(column.quoted(), inTarget(column)))
                                .toList()));
    }

    static String ends(Connection database) throws SQLException {
        return lines(database, ENDS);
    }

    /// The row of account 0 is PostgreSQL's own.
    private static String select(String table, List<String> sums) {
        return "SELECT account, count(*), " + String.join(", ", sums) + " FROM \"" + table
                + "\" WHERE account > 0 GROUP BY account ORDER BY account";
    }

    private static String sums(String column, String value) {
        return "count(" + column + "), coalesce(sum(" + value + "), 0)";
    }

    /// Texts with a character that stands for zero, or zero itself, are of another length in the other
    /// database.
    private static String inSource(Column column) {
        String name = '"' + column.source() + '"';
        return switch (column.kind()) {
            case Types.BIT, Types.BOOLEAN -> name + " <> 0";
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> name + PRIME;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> "octet_length(" + name + ")";
            default ->
                "CASE WHEN instr(CAST(" + name + " AS BLOB), x'00') > 0 OR instr(" + name
                        + ", char(65533)) > 0 THEN 0 ELSE octet_length(" + name + ") END";
        };
    }

    private static String inTarget(Column column) {
        String name = column.quoted();
        return switch (column.kind()) {
            case Types.BIT, Types.BOOLEAN -> name + "::int";
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> name + "::bigint" + PRIME;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> "octet_length(" + name + ")";
            default -> "CASE WHEN strpos(" + name + ", chr(65533)) > 0 THEN 0 ELSE octet_length(" + name + ") END";
        };
    }

    private static String lines(Connection database, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
                lines.add(values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            }
        }
        return String.join("\n", lines);
    }
}
