package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Term;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.TermRange;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.contract.QueuesContract;
import io.tidemark.storage.contract.ScanFixture;
import io.tidemark.storage.contract.Scenario;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the storage for several servers does beyond the contract: opening, limits, connections.
@Timeout(120)
class PostgresStorageTest implements QueuesContract {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @Override
    public Storage reopen() {
        return PostgresStorage.open(database.options());
    }

    @Override
    public Storage reopen(int queueMax, Duration patience) {
        return PostgresStorage.open(database.options().withQueue(queueMax, patience));
    }

    @Override
    public int writesWaiting(Storage storage) {
        return ((PostgresStorage) storage).statistics().writesWaiting();
    }

    @Test
    void anEmptyDatabaseGetsItsTablesWhoeverComesFirst() throws Exception {
        String url = PostgresForTests.shared().newDatabase();
        PostgresOptions options = PostgresOptions.of(url, PostgresForTests.USER, "");
        try (ExecutorService servers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PostgresStorage>> opened = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                opened.add(servers.submit(() -> PostgresStorage.open(options)));
            }
            for (Future<PostgresStorage> storage : opened) {
                storage.get().close();
            }
        }
        PostgresForTests.shared().drop(url);
    }

    @Test
    void whatIsNoDatabaseOfOursIsRefused() throws SQLException {
        PostgresOptions options = database.options();
        Queued.refuses(
                () -> PostgresStorage.open(PostgresOptions.of(options.url() + "x", options.user(), "")),
                ErrorCode.STORAGE_UNAVAILABLE,
                "login");
        Queued.refuses(
                () -> PostgresStorage.open(PostgresOptions.of("jdbc:postgresql://127.0.0.1:1/x", options.user(), "")),
                ErrorCode.STORAGE_UNAVAILABLE,
                "reached");
        Queued.refuses(
                () -> PostgresStorage.open(
                        PostgresOptions.of(options.url() + "?currentSchema=missing", options.user(), "")),
                ErrorCode.STORAGE_UNAVAILABLE,
                "schema");
        database.execute("CREATE SCHEMA foreign_one");
        database.execute("CREATE TABLE foreign_one.somebody (elses integer)");
        Queued.refuses(
                () -> PostgresStorage.open(
                        PostgresOptions.of(options.url() + "?currentSchema=foreign_one", options.user(), "")),
                ErrorCode.STORAGE_UNAVAILABLE,
                "schema of its own");
    }

    @Test
    void aSchemaOfItsOwnWillDo() throws SQLException {
        database.execute("CREATE SCHEMA other");
        PostgresOptions options = PostgresOptions.of(
                database.options().url() + "?currentSchema=other",
                database.options().user(),
                "");
        try (Scenario on = Scenario.in(PostgresStorage.open(options))) {
            assertThat(on.create("a", "x", ANN)).isEqualTo(new Sequence(1));
        }
        try (PostgresStorage publicOne = PostgresStorage.open(database.options())) {
            assertThat(publicOne.accounts().all()).isEmpty();
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws SQLException {
        database.execute("UPDATE schema_version SET version = " + (Schema.VERSION + 1));
        Queued.refuses(() -> PostgresStorage.open(database.options()), ErrorCode.STORAGE_UNAVAILABLE, "newer version");
    }

    @Test
    void thePasswordIsNotShown() {
        PostgresOptions options = PostgresOptions.of("jdbc:postgresql://127.0.0.1/x", "user", "hush");
        assertThat(options.toString()).doesNotContain("hush").contains("user");
        assertThatThrownBy(() -> PostgresOptions.of("jdbc:postgresql://127.0.0.1/x?password=hush", "user", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> PostgresOptions.of("jdbc:sqlite:x", "user", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "local"})
    void confirmedIsOnTheDiskAndTheReplicaWhateverTheServersDefault(String byDefault) throws SQLException {
        database.execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = " + byDefault);
        try (var connections = Connections.toWrite(database.options());
                var connection = connections.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    /// Works that wait for one account are committed together.
    @Test
    void worksOfOneAccountShareACommit() throws Exception {
        PostgresStorage storage = PostgresStorage.open(database.options());
        try (Scenario on = Scenario.in(storage);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch release = new CountDownLatch(1);
            Future<Boolean> slow = Queued.occupy(on, callers, release);
            List<Future<Sequence>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String id = "id" + i;
                waiting.add(callers.submit(() -> on.create(id, "x", ANN)));
            }
            while (storage.statistics().writesWaiting() < 20) {
                Thread.onSpinWait();
            }
            long before = storage.statistics().commits();
            release.countDown();
            slow.get();
            for (Future<Sequence> one : waiting) {
                one.get();
            }
            assertThat(storage.statistics().commits() - before).isLessThan(10);
        }
    }

    /// A work that takes longer than a server may be silent is ended, so that it cannot keep others out for ever.
    @Test
    void aWorkThatSleepsLosesItsTurn() {
        PostgresOptions strict = database.options().withStatementMax(Duration.ofSeconds(1));
        try (Scenario on = Scenario.in(PostgresStorage.open(strict))) {
            Queued.refuses(
                    () -> on.writing(transaction -> {
                        transaction.addTeam("kept?", Set.of());
                        awaitEndOfSession();
                        transaction.teams();
                    }),
                    ErrorCode.STORAGE_UNAVAILABLE,
                    "reached");
            assertThat(on.<Boolean>read(transaction -> transaction.teams().isEmpty()))
                    .isTrue();
        }
    }

    /// Until the server has ended every session that was in the middle of a transaction.
    private void awaitEndOfSession() {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            boolean open = true;
            while (open) {
                try (var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND state LIKE 'idle in transaction%'")) {
                    row.next();
                    open = row.getLong(1) > 0;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aScanNeedsTheMemoryOfOnePage() {
        try (Scenario on = Scenario.in(PostgresStorage.open(database.options()))) {
            int objects = 20_000;
            ScanFixture.fill(on, objects, ANN);
            assertThat(ScanFixture.readAll(on, ANN)).isEqualTo(objects);
            assertThat(ScanFixture.bytesAllocatedByOneScan(on, ANN))
                    .as("allocated for a page by the thread that reads it")
                    .isLessThan(6 * PageLimit.STREAMING.bytesMax());
        }
    }

    /// Texts of PostgreSQL cannot hold it; what is found by it is found all the same, and bodies keep it.
    @Test
    void aTextWithTheCharacterZeroDoesNotFail() {
        try (Scenario on = Scenario.in(PostgresStorage.open(database.options()))) {
            Term term = new Term("name", "a\0b");
            byte[] body = {1, 0, 2};
            for (ChangeKind kind : List.of(ChangeKind.CREATED, ChangeKind.CHANGED)) {
                on.writing(transaction -> {
                    ObjectKey key = new ObjectKey(Scenario.TASK, "id");
                    Change.State state = new Change.State(body, false, Set.of(ANN), List.of(), Set.of(term));
                    Origin origin = new Origin(null, "my\0phone", "test", null);
                    transaction.append(
                            List.of(Change.of(key, kind, transaction.lock(key).orElse(null), state, Set.of(), origin)),
                            Scenario.NOON);
                });
            }
            on.<Boolean>read(transaction -> {
                assertThat(transaction.found(Scenario.TASK, TermRange.of("name", "a\0b"), 10))
                        .extracting(ReadTransaction.TermHit::number)
                        .containsExactly(new ObjectNumber(1));
                assertThat(transaction.object(new ObjectNumber(1)).orElseThrow().body())
                        .isEqualTo(body);
                return true;
            });
        }
    }
}
