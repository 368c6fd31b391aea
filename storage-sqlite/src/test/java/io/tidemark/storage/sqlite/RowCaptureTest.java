package io.tidemark.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.SyncException;
import io.tidemark.storage.contract.RandomHistory;
import io.tidemark.storage.contract.Scenario;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes in a file that a server has open is noted, whatever it is.
class RowCaptureTest {
    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");
    private Scenario server;

    @BeforeEach
    void start() {
        file = folder.resolve("tidemark.db");
        server = Scenario.in(SqliteStorage.open(file, SqliteOptions.defaults()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return SqliteTables.texts(connection, sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> added() throws SQLException {
        return texts("SELECT name FROM sqlite_schema WHERE name GLOB '" + RowCapture.PREFIX + "*'");
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            lines.add(String.join(" ", values));
        }
        return lines;
    }

    /// The keys that were noted, and the rows of them that are there.
    private static List<List<String>> read(RowCapture capture, String table) {
        List<List<String>> read = new ArrayList<>();
        capture.read(table, changes -> {
            read.add(lines(changes.keys()));
            read.add(lines(changes.rows()));
        });
        return read;
    }

    @Test
    void eachTableNotesRowsThatComeChangeAndGo() throws SQLException {
        try (RowCapture capture = RowCapture.begin(file);
                SqliteTables tables = SqliteTables.open(file)) {
            List<String> names = tables.names();
            assertThat(names).hasSizeGreaterThan(25).contains("object", "log", "list_use", "lost_delivery");
            for (String table : names) {
                String key = table.equals("object")
                        ? "9 9"
                        : texts("SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0").stream()
                                .map(column -> "9")
                                .collect(Collectors.joining(" "));
                execute(insert(table));
                assertThat(read(capture, table)).as(table).satisfies(inserted -> {
                    assertThat(inserted.getFirst()).containsExactly(key);
                    assertThat(inserted.getLast()).hasSize(1);
                });
                assertThat(read(capture, table)).as(table).containsExactly(List.of(), List.of());

                String last = tables.columns(table).getLast();
                execute("UPDATE \"" + table + "\" SET \"" + last + "\" = \"" + last + "\" WHERE account = 9");
                assertThat(read(capture, table).getFirst()).as(table).containsExactly(key);

                execute("DELETE FROM \"" + table + "\" WHERE account = 9");
                assertThat(read(capture, table)).as(table).containsExactly(List.of(key), List.of());
            }
        }
    }

    /// A row of nines.
    private String insert(String table) throws SQLException {
        String values = texts("SELECT type FROM pragma_table_info('" + table + "') ORDER BY cid").stream()
                .map(type -> type.equals("INTEGER") ? "9" : type.equals("BLOB") ? "x'39'" : "'9'")
                .collect(Collectors.joining(", "));
        return "INSERT INTO \"" + table + "\" VALUES ("
                + (table.equals("object") ? "(9 << 40) + 9" + values.substring(1) : values) + ")";
    }

    @Test
    void aKeyThatChangesIsNotedBeforeAndAfter() throws SQLException {
        execute(insert("team"));
        try (RowCapture capture = RowCapture.begin(file)) {
            execute("UPDATE team SET team = 10 WHERE account = 9");
            assertThat(read(capture, "team").getFirst()).containsExactlyInAnyOrder("9 9", "9 10");
        }
    }

    @Test
    void aRowThatAnotherOneReplacesIsNoted() throws SQLException {
        execute(insert("session"));
        try (RowCapture capture = RowCapture.begin(file)) {
            try (Connection like = Connections.toWrite(file, SqliteOptions.defaults());
                    Statement statement = like.createStatement()) {
                statement.execute(
                        insert("session").replace("INSERT", "INSERT OR REPLACE").replaceFirst("9, '9'", "9, '10'"));
            }
            assertThat(texts("SELECT count(*) FROM session WHERE account = 9")).containsExactly("1");
            assertThat(read(capture, "session").getFirst()).containsExactlyInAnyOrder("9 9", "9 10");
        }
    }

    @Test
    void whatWasReadIsForgottenAndNoNumberIsGivenTwice() throws SQLException {
        RandomHistory history = new RandomHistory(new Random(1));
        try (RowCapture capture = RowCapture.begin(file)) {
            for (int pass = 0; pass < 30; pass++) {
                server.writing(history::step);
                execute("UPDATE head SET at = at");
                assertThat(read(capture, "head").getFirst()).hasSize(1);
                assertThat(texts("SELECT count(*) FROM captured_head")).containsExactly("1");
            }
        }
    }

    @Test
    void theServerGoesOnBeforeWhileAndAfter() throws SQLException {
        RandomHistory history = new RandomHistory(new Random(1));
        server.writing(history::step);
        try (RowCapture capture = RowCapture.begin(file)) {
            assertThat(added()).isNotEmpty();
            server.writing(history::step);
            assertThatThrownBy(() -> RowCapture.begin(file))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("Another tidemark migrate");
            read(capture, "head");
        }
        assertThat(added()).isEmpty();
        server.writing(history::step);
    }

    @Test
    void whatAKilledOneLeftGoesWithTheNextServerButNotBesideALivingOne() throws SQLException {
        try (RowCapture capture = RowCapture.begin(file)) {
            server.close();
            server = Scenario.reopened(SqliteStorage.open(file, SqliteOptions.defaults()), server.account());
            execute("UPDATE head SET at = at");
            assertThat(read(capture, "head").getFirst())
                    .as("noted although the server was restarted")
                    .hasSize(1);
        }
        execute("CREATE TABLE captured_head (change INTEGER PRIMARY KEY, account)");
        execute("CREATE TRIGGER captured_head_UPDATE AFTER UPDATE ON head BEGIN"
                + " INSERT INTO captured_head (account) VALUES (NEW.account); END");
        server.close();
        server = Scenario.reopened(SqliteStorage.open(file, SqliteOptions.defaults()), server.account());
        assertThat(added()).isEmpty();
        server.writing(new RandomHistory(new Random(1))::step);
    }
}
