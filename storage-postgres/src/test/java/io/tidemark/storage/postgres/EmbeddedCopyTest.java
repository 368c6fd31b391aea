package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.postgres.testing.RowByRow;
import io.tidemark.storage.contract.RandomHistory;
import io.tidemark.storage.contract.Scenario;
import io.tidemark.storage.sqlite.RowCapture;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import io.tidemark.storage.sqlite.SqliteTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An embedded database gives the same answers once it is in a PostgreSQL, and goes on in the same way.
class EmbeddedCopyTest {
    private static final AccountId FIRST = new AccountId(1);
    private static final int STEPS = 150;
    private static final long MARK = 7;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("tidemark.db");
    }

    private SqliteStorage embedded() {
        return SqliteStorage.open(file(), SqliteOptions.defaults());
    }

    private Scenario written(long seed) {
        RandomHistory history = new RandomHistory(new Random(seed));
        Scenario on = Scenario.in(embedded());
        for (int step = 0; step < STEPS; step++) {
            on.writing(history::step);
        }
        return on;
    }

    /// Beside whoever has it open.
    private void execute(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private void copy() throws SQLException {
        try (EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                SqliteTables source = SqliteTables.open(file())) {
            copyAll(copy, source, () -> {});
            for (String table : source.names()) {
                CopiedTable copied = copy.table(table, source.columns(table));
                copied.requireEqual(source.connection());
            }
            copy.requireSameEnds(source.connection());
            copy.commit(MARK);
        }
    }

    private static void copyAll(EmbeddedCopy copy, SqliteTables source, Runnable meanwhile) throws SQLException {
        for (String table : source.names()) {
            meanwhile.run();
            CopiedTable copied = copy.table(table, source.columns(table));
            source.each(table, row -> {
                meanwhile.run();
                copied.add(row);
            });
            copied.flush();
        }
    }

    private static void tail(EmbeddedCopy copy, SqliteTables source, RowCapture capture) throws SQLException {
        for (String table : source.names()) {
            CopiedTable copied = copy.table(table, source.columns(table));
            capture.read(table, changes -> {
                copied.removeAll(changes.key(), changes.keys());
                copied.addAll(changes.rows());
                copied.requireEqual(changes.state());
            });
        }
    }

    private List<String> differences() throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + file());
                Connection server = database.connect()) {
            assertThat(RowByRow.rows(file)).isGreaterThan(STEPS);
            return RowByRow.differences(file, server);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void allAnswersAreTheSameAndTheHistoryGoesOnAlike(long seed) throws SQLException {
        RandomHistory history = new RandomHistory(new Random(seed));
        try (Scenario on = Scenario.in(embedded())) {
            for (int step = 0; step < STEPS; step++) {
                on.writing(history::step);
            }
        }
        copy();
        assertThat(differences()).isEmpty();
        long later = seed + 1_000;
        try (Scenario on = Scenario.reopened(PostgresStorage.open(database.options()), FIRST)) {
            try (Scenario here = Scenario.reopened(embedded(), FIRST)) {
                assertThat(RandomHistory.everythingReadable(on))
                        .hasSizeGreaterThan(STEPS)
                        .isEqualTo(RandomHistory.everythingReadable(here));
                on.writing(new RandomHistory(new Random(later))::step);
                here.writing(new RandomHistory(new Random(later))::step);
                assertThat(RandomHistory.everythingReadable(on)).isEqualTo(RandomHistory.everythingReadable(here));
            }
        }
    }

    /// SQLite can hold it, PostgreSQL's texts cannot.
    @Test
    void aTextWithTheCharacterZeroStopsNothing() throws SQLException {
        written(1).close();
        execute("UPDATE account SET title = 'a' || char(0) || 'b'");
        copy();
        try (PostgresStorage storage = PostgresStorage.open(database.options())) {
            assertThat(storage.accounts().all().getFirst().title()).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void whatCopyGivesAMeaningArrivesAsItIs() throws SQLException {
        written(1).close();
        execute("UPDATE account SET title = char(9) || 'a' || char(10) || 'b' || char(13, 8, 11, 12, 127)"
                + " || '\\N' || char(10) || '\\.' || char(10) || '\\t \\x41 \\\\ é 𝄞'");
        copy();
        try (PostgresStorage storage = PostgresStorage.open(database.options())) {
            assertThat(storage.accounts().all().getFirst().title())
                    .isEqualTo("\ta\nb\r\b\u000b\f\u007f\\N\n\\.\n\\t \\x41 \\\\ é 𝄞");
        }
    }

    @Test
    void nothingIsCopiedIntoADatabaseWithAccounts() throws SQLException {
        written(1).close();
        copy();
        assertThatThrownBy(this::copy)
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("There are accounts in the PostgreSQL already");
    }

    /// Every row that is read may be older than the next one, or newer, and every key may come to mean another row.
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void whatIsWrittenMeanwhileArrivesToo(long seed) throws SQLException {
        RandomHistory history = new RandomHistory(new Random(seed + 1));
        Random now = new Random(seed);
        try (Scenario on = written(seed)) {
            try (RowCapture capture = RowCapture.begin(file());
                    EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                    SqliteTables source = SqliteTables.open(file())) {
                copyAll(copy, source, () -> {
                    if (now.nextInt(20) == 0) {
                        on.writing(history::step);
                    }
                });
                for (int pass = 0; pass < 5; pass++) {
                    tail(copy, source, capture);
                    on.writing(history::step);
                }
                tail(copy, source, capture);
                copy.requireSameEnds(source.connection());
                copy.commit(MARK);
            }
            assertThat(differences()).isEmpty();
        }
    }

    /// Two rows that are read in different states may have one name, although they never had it at the same time.
    @Test
    void aNameThatGoesToAnotherRowMeanwhileStopsNothing() throws SQLException {
        try (Scenario _ = written(3)) {
            String team = "INSERT INTO team SELECT account, 900 + %1$d, '%2$s', '%2$s' FROM account";
            execute(team.formatted(1, "north"));
            execute(team.formatted(2, "south"));
            String rename = "UPDATE team SET name = '%2$s', folded_name = '%2$s' WHERE team = 900 + %1$d";
            try (RowCapture capture = RowCapture.begin(file());
                    EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                    SqliteTables source = SqliteTables.open(file())) {
                copyAll(copy, source, () -> {});
                CopiedTable teams = copy.table("team", source.columns("team"));
                try (Statement statement = source.connection().createStatement()) {
                    execute(rename.formatted(1, "west"));
                    execute(rename.formatted(2, "north"));
                    execute("INSERT INTO team SELECT account, 899, 'south', 'south' FROM account");
                    try (ResultSet later = statement.executeQuery("SELECT * FROM team WHERE team = 899")) {
                        later.next();
                        teams.add(later);
                    }
                    teams.flush();
                }
                tail(copy, source, capture);
                copy.commit(MARK);
            }
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void aDifferenceIsFound() throws SQLException {
        written(2).close();
        String ofNewest = " WHERE number = (SELECT max(number) FROM object)";
        Map<String, List<String>> changes = Map.of(
                "account",
                List.of(
                        "UPDATE account SET title = title || '!'",
                        "UPDATE account SET token_key = CAST(token_key || x'20' AS BLOB)",
                        "DELETE FROM account"),
                "object",
                List.of(
                        "UPDATE object SET version = version + 1" + ofNewest,
                        "UPDATE object SET deleted = 1 - deleted" + ofNewest,
                        "UPDATE object SET id = 'i'" + ofNewest));
        try (EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                SqliteTables source = SqliteTables.open(file())) {
            for (String table : changes.keySet()) {
                CopiedTable copied = copy.table(table, source.columns(table));
                source.each(table, copied::add);
                copied.flush();
                copied.requireEqual(source.connection());
                for (String change : changes.get(table)) {
                    execute("CREATE TABLE before AS SELECT * FROM " + table);
                    execute(change);
                    assertThatThrownBy(() -> copied.requireEqual(source.connection()))
                            .as(change)
                            .isInstanceOf(SyncException.class)
                            .hasMessageContaining("Not every row of the table " + table);
                    execute("DELETE FROM " + table);
                    execute("INSERT INTO " + table + " SELECT * FROM before");
                    execute("DROP TABLE before");
                    copied.requireEqual(source.connection());
                }
            }
        }
    }

    @Test
    void anEntryOfTheLogThatIsMissingIsFoundWithoutCountingAll() throws SQLException {
        try (Scenario _ = written(2);
                EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                SqliteTables source = SqliteTables.open(file())) {
            copyAll(copy, source, () -> {});
            copy.requireSameEnds(source.connection());
            execute("DELETE FROM log WHERE sequence = (SELECT max(sequence) FROM log)");
            assertThatThrownBy(() -> copy.requireSameEnds(source.connection()))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("The logs do not end where they should");
        }
    }

    @Test
    void untilItIsCompleteNobodyOpensIt() throws SQLException {
        written(1).close();
        PostgresOptions options = database.options();
        try (EmbeddedCopy copy = EmbeddedCopy.begin(options);
                SqliteTables source = SqliteTables.open(file())) {
            copyAll(copy, source, () -> {});
            for (ThrowingCallable opening : List.<ThrowingCallable>of(
                    () -> PostgresStorage.open(options).close(),
                    () -> EmbeddedCopy.begin(options).close(),
                    () -> EmbeddedCopy.check(options))) {
                assertThatThrownBy(opening)
                        .isInstanceOf(SyncException.class)
                        .hasMessageContaining("Data is being copied into this PostgreSQL");
            }
            copy.commit(MARK);
        }
        PostgresStorage.open(options).close();
    }

    @Test
    void whetherItWasCommittedIsFoundOut() throws SQLException {
        written(1).close();
        assertThat(EmbeddedCopy.isCommitted(database.options(), MARK)).isFalse();
        copy();
        assertThat(EmbeddedCopy.isCommitted(database.options(), MARK)).isTrue();
        assertThat(EmbeddedCopy.isCommitted(database.options(), MARK + 1)).isFalse();
    }

    @Test
    void aCopyThatIsNotCommittedLeavesNothing() throws SQLException {
        written(2).close();
        try (EmbeddedCopy copy = EmbeddedCopy.begin(database.options());
                SqliteTables source = SqliteTables.open(file())) {
            copyAll(copy, source, () -> {});
        }
        try (PostgresStorage storage = PostgresStorage.open(database.options())) {
            assertThat(storage.accounts().all()).isEmpty();
        }
        copy();
    }
}
