package io.tidemark.storage.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;

/// Rows of a source on their way into a table, in the text form of PostgreSQL's `COPY`. Confined to one thread.
final class CopyText {
    /// So much is held before it must be written.
    private static final int CHARS_MAX = 1 << 22;

    private static final HexFormat HEX = HexFormat.of();

    private final String table;
    private final List<CopiedTable.Column> columns;
    private final StringBuilder rows = new StringBuilder();

    CopyText(String table, List<CopiedTable.Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    boolean isFull() {
        return rows.length() >= CHARS_MAX;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void clear() {
        rows.setLength(0);
    }

    /// The columns that rows have, as a statement names them. The head of an account has one more than the source.
    String columns() {
        return Stream.concat(
                        columns.stream().map(CopiedTable.Column::quoted), isHead() ? Stream.of("turn") : Stream.of())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private boolean isHead() {
        return table.equals("head");
    }

    /// Adds the row at which a result is.
    void add(ResultSet row) throws SQLException {
        boolean isFirst = true;
        for (CopiedTable.Column column : columns) {
            if (!isFirst) {
                rows.append('\t');
            }
            isFirst = false;
            add(column.kind(), row, column.place());
        }
        rows.append(isHead() ? "\t0\n" : "\n");
    }

    private void add(int kind, ResultSet row, int place) throws SQLException {
        switch (kind) {
            case Types.BIT, Types.BOOLEAN -> rows.append(row.getLong(place) != 0 ? 't' : 'f');
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
                byte[] bytes = row.getBytes(place);
                rows.append(bytes == null ? "\\N" : "\\\\x" + HEX.formatHex(bytes));
            }
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
                long value = row.getLong(place);
                rows.append(row.wasNull() ? "\\N" : Long.toString(value));
            }
            default -> {
                String text = row.getString(place);
                if (text == null) {
                    rows.append("\\N");
                } else {
                    escape(text.replace(PostgresSession.ZERO, PostgresSession.REPLACEMENT));
                }
            }
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(c);
            }
        }
    }

    /// Writes the rows into a table that has these columns.
    void copyInto(Connection connection, String target) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY " + target + " " + columns() + " FROM STDIN",
                            ByteStreamWriter.of(ByteBuffer.wrap(bytes)));
        } catch (IOException e) {
            throw new SQLException("the connection was lost", "08006", e);
        }
    }
}
