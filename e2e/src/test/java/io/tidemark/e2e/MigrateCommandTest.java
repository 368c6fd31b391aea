package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.cli.backup.BackupCommand;
import io.tidemark.cli.backup.MigrateCommand;
import io.tidemark.cli.backup.RestoreCommand;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Storage;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.EmbeddedCopy;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import io.tidemark.storage.sqlite.RowCapture;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `tidemark migrate` as an operator types it, and what it leaves when it was interrupted at its end.
class MigrateCommandTest {
    private static final Instant NOW = Instant.parse("2031-04-02T07:30:00Z");
    private static final String KEPT = "migrated-20310402-073000";

    @TempDir
    private Path folder;

    private final PostgresDatabase database = new PostgresDatabase();

    /// What a command left behind.
    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void makeACompany() throws IOException {
        try (Storage storage = SqliteStorage.open(file(), SqliteOptions.defaults())) {
            storage.accounts().create(new NewAccount("acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]));
        }
        nameDatabase();
    }

    private Path file() {
        return folder.resolve("tidemark.db");
    }

    private Path mark() {
        return folder.resolve("moved-to-postgresql");
    }

    private void nameDatabase() throws IOException {
        Files.writeString(
                folder.resolve("tidemark.yaml"),
                "database: { url: '" + database.url() + "', user: " + PostgresForTests.USER + " }\n");
    }

    private PostgresOptions options() {
        return PostgresOptions.of(database.url(), PostgresForTests.USER, "");
    }

    private Result migrate(String... arguments) {
        return run(MigrateCommand::new, arguments);
    }

    private Result run(BiFunction<Terminal, InstantSource, Callable<Integer>> command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new ByteArrayInputStream(new byte[0]),
                Optional.empty(),
                false);
        CommandLine line = new CommandLine(command.apply(terminal, InstantSource.fixed(NOW)));
        line.setExecutionExceptionHandler((failure, of, parsed) -> {
            terminal.note(String.valueOf(failure.getMessage()));
            return 1;
        });
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                .toArray(String[]::new);
        return new Result(line.execute(all), out.toString(), err.toString());
    }

    private static Result done(Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private static String refused(Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    private boolean isMoved() {
        try (PostgresStorage storage = PostgresStorage.open(options())) {
            return storage.accounts().find("acme").isPresent();
        }
    }

    @Test
    void aCheckSaysWhatThereIsAndWritesNothing() throws IOException {
        assertThat(done(migrate("--check")).out()).contains("The database has 2 rows", "No server has it open");
        try (Storage server = SqliteStorage.open(file(), SqliteOptions.defaults())) {
            server.probe();
            assertThat(done(migrate("--check")).out()).contains("copied beside it");
        }
        assertThat(isMoved()).isFalse();
        assertThat(mark()).doesNotExist();

        done(migrate());
        putBack();
        Files.delete(mark());
        assertThat(refused(migrate("--check"))).contains("There are accounts in the PostgreSQL already");
    }

    private void putBack() throws IOException {
        for (Path kept : new DataFolder(folder.resolve(KEPT)).databaseFiles()) {
            Files.move(kept, folder.resolve(kept.getFileName()));
        }
        Files.delete(folder.resolve(KEPT));
    }

    @Test
    void withoutAServerItMovesAndTheOldDatabaseIsKeptAndNotServed() throws IOException {
        assertThat(done(migrate()).out())
                .contains(
                        "Moved 2 rows to " + database.url(),
                        folder.resolve(KEPT).toString());
        assertThat(isMoved()).isTrue();
        assertThat(mark()).content().contains("into=" + database.url());
        DataFolder embedded = new DataFolder(folder);
        assertThatThrownBy(embedded::open).hasMessageContaining("The data of this folder was moved into a PostgreSQL");
        assertThatThrownBy(embedded::openOrCreate).hasMessageContaining("was moved into a PostgreSQL");
        assertThatThrownBy(embedded::openToRead).hasMessageContaining("was moved into a PostgreSQL");
        assertThat(refused(migrate())).contains("was moved to " + database.url() + " already");

        putBack();
        assertThatThrownBy(embedded::open).as("not by mistake").hasMessageContaining("was moved into a PostgreSQL");
        Files.delete(mark());
        embedded.open().close();
    }

    @Test
    void anInterruptionAfterTheCommitIsFinished() throws IOException {
        done(migrate());
        putBack();
        assertThatThrownBy(() -> SqliteStorage.open(file(), SqliteOptions.defaults()))
                .hasMessageContaining("run tidemark migrate again");
        assertThat(done(migrate()).out()).contains("The data is in " + database.url(), KEPT);
        assertThat(file()).doesNotExist();
        assertThat(folder.resolve(KEPT).resolve("tidemark.db")).exists();
    }

    @Test
    void anInterruptionBeforeTheCommitBeginsAnew() throws IOException {
        Files.writeString(mark(), "into=" + database.url() + "\nmark=42\n");
        assertThatThrownBy(() -> SqliteStorage.open(file(), SqliteOptions.defaults()))
                .hasMessageContaining("run tidemark migrate again");
        assertThat(refused(migrate("--check"))).contains("was interrupted");
        assertThat(done(migrate()).out()).contains("Moved 2 rows");
        assertThat(isMoved()).isTrue();
    }

    @Test
    void whereItWasInterruptedIsAskedAndNoOtherPlace() throws IOException {
        Files.writeString(mark(), "into=jdbc:postgresql://elsewhere/tidemark\nmark=42\n");
        assertThat(refused(migrate())).contains("jdbc:postgresql://elsewhere/tidemark", "Name that PostgreSQL");
        Files.writeString(mark(), "half");
        assertThat(refused(migrate())).contains("cannot be understood");
        assertThat(isMoved()).isFalse();
    }

    @Test
    void twoAtOnceAreNotPossible() throws IOException {
        try (Storage server = SqliteStorage.open(file(), SqliteOptions.defaults())) {
            server.probe();
            try (RowCapture capture = RowCapture.begin(file())) {
                assertThat(capture.read("head", changes -> {})).isZero();
                assertThat(refused(migrate())).contains("Another tidemark migrate is at work");
            }
            try (EmbeddedCopy copy = EmbeddedCopy.begin(options())) {
                copy.probe();
                assertThat(refused(migrate())).contains("Data is being copied into this PostgreSQL");
            }
        }
    }

    private List<String> added() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT name FROM sqlite_schema WHERE name GLOB 'captured_*'")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    @Test
    void whoEndsItFindsEverythingAsItWas() throws Exception {
        try (Storage server = SqliteStorage.open(file(), SqliteOptions.defaults())) {
            server.probe();
            try (TidemarkProcess migration = TidemarkProcess.start(Map.of(), "migrate", "--data", folder.toString())) {
                migration.awaitTold("Ready.");
                assertThat(added()).isNotEmpty();
                migration.terminate();
            }
            assertThat(added()).isEmpty();
            assertThat(mark()).doesNotExist();
            assertThat(isMoved()).isFalse();
        }
    }

    @Test
    void aLostPostgresqlLeavesEverythingAsItWas() throws Exception {
        try (Storage server = SqliteStorage.open(file(), SqliteOptions.defaults());
                ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            server.probe();
            Future<Result> migration = thread.submit(() -> migrate());
            try (Connection operator = DriverManager.getConnection(database.url(), PostgresForTests.USER, "");
                    Statement statement = operator.createStatement()) {
                await().until(() -> {
                    try (ResultSet ended = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_locks"
                            + " WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")) {
                        return ended.next();
                    }
                });
            }
            assertThat(refused(migration.get())).contains("The database cannot be reached");
            assertThat(added()).isEmpty();
            assertThat(mark()).doesNotExist();
            assertThat(isMoved()).isFalse();
        }
        assertThat(done(migrate()).out()).contains("Moved 2 rows");
    }

    @Test
    void aRestoreIsAWayBack() throws IOException {
        Path backup = folder.resolveSibling(folder.getFileName() + "-backup");
        Files.delete(folder.resolve("tidemark.yaml"));
        done(run(BackupCommand::new, "--to", backup.toString()));
        nameDatabase();
        done(migrate());
        Files.delete(folder.resolve("tidemark.yaml"));
        assertThat(refused(run(RestoreCommand::new, backup.toString()))).contains("--replace");
        done(run(RestoreCommand::new, backup.toString(), "--replace"));
        new DataFolder(folder).open().close();
    }
}
