package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The tables can be spread over machines by account.
class SchemaTest {
    private static final List<String> WITHOUT_ACCOUNT = List.of("schema_version", "schema_history");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @Test
    void theAccountIsTheFirstColumnOfEveryIndex() throws SQLException {
        List<String> others = rows("""
                SELECT pg_class.relname FROM pg_index
                  JOIN pg_class ON pg_class.oid = indexrelid
                  JOIN pg_class AS of ON of.oid = indrelid
                  JOIN pg_namespace ON pg_namespace.oid = of.relnamespace
                  JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
                WHERE nspname = 'public' AND attname <> 'account' AND of.relname <> 'schema_history'
                """);
        assertThat(others)
                .as("the register's names are unique over all accounts")
                .containsExactly("account_name_key");
    }

    @Test
    void everyTableHasAPrimaryKeyAndNoForeignOne() throws SQLException {
        assertThat(rows("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'p'"))
                .containsAll(tables());
        assertThat(rows("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
                .isEmpty();
    }

    /// Pages go on by text, so its order must not depend on where the database was made.
    @Test
    void textIsComparedByteByByte() throws SQLException {
        assertThat(
                        rows(
                                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                                        + " WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"))
                .isEmpty();
    }

    @Test
    void everyTableCanBeSpreadOverMachines() throws Exception {
        List<String> spread = new ArrayList<>();
        Pattern.compile("create_\\w+_table\\('(\\w+)'")
                .matcher(statements())
                .results()
                .forEach(match -> spread.add(match.group(1)));
        assertThat(spread).containsExactlyInAnyOrderElementsOf(tables());
    }

    private static String statements() throws IOException {
        try (InputStream file = Schema.class.getResourceAsStream("distribute_by_account.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        tables.removeAll(WITHOUT_ACCOUNT);
        return tables;
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
