package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.storage.contract.RandomHistory;
import io.tidemark.storage.contract.Scenario;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An embedded database gives the same answers once it is in a PostgreSQL, and goes on in the same way.
class EmbeddedCopyTest {
    private static final AccountId FIRST = new AccountId(1);
    private static final int STEPS = 150;

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

    private long copy() throws SQLException {
        AtomicLong copied = new AtomicLong();
        try (Connection source = SqliteBackup.open(file())) {
            EmbeddedCopy copy = new EmbeddedCopy(source, database.options());
            copy.run(copied::addAndGet);
            assertThat(copied.get()).isEqualTo(copy.rows());
        }
        return copied.get();
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
        assertThat(copy()).isPositive();
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
        try (Scenario on = Scenario.in(embedded())) {
            on.writing(new RandomHistory(new Random(1))::step);
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE account SET title = 'a' || char(0) || 'b'");
        }
        copy();
        try (PostgresStorage storage = PostgresStorage.open(database.options())) {
            assertThat(storage.accounts().all().getFirst().title()).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void nothingIsCopiedIntoADatabaseWithAccounts() throws SQLException {
        try (Scenario on = Scenario.in(embedded())) {
            on.writing(new RandomHistory(new Random(1))::step);
        }
        copy();
        assertThatThrownBy(this::copy)
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("There are accounts in the PostgreSQL already");
    }

    @Test
    void aCopyThatFailsLeavesNothing() throws SQLException {
        try (Scenario on = Scenario.in(embedded())) {
            RandomHistory history = new RandomHistory(new Random(2));
            for (int step = 0; step < STEPS; step++) {
                on.writing(history::step);
            }
        }
        try (Connection source = SqliteBackup.open(file())) {
            EmbeddedCopy copy = new EmbeddedCopy(source, database.options());
            assertThatThrownBy(() -> copy.run(rows -> {
                        if (rows > 0) {
                            throw new IllegalStateException("cut");
                        }
                    }))
                    .hasMessage("cut");
        }
        try (PostgresStorage storage = PostgresStorage.open(database.options())) {
            assertThat(storage.accounts().all()).isEmpty();
        }
        copy();
    }
}
