package io.tidemark.cli.backup;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.server.Databases;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.storage.postgres.EmbeddedCopy;
import io.tidemark.storage.sqlite.SqliteBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark migrate`.
@Command(
        name = "migrate",
        description = {
            "Moves the data of a data folder into the PostgreSQL that database.url names: everything, with its history,"
                    + " so that no device notices. Files stay where they are.",
            "",
            "The server must be stopped, and the PostgreSQL empty. It has all of the data or nothing afterwards; the"
                    + " database of the folder is kept beside it."
        },
        footer = {
            "",
            "Example:",
            "  TIDEMARK_DATABASE_URL=jdbc:postgresql://db.example.com/tidemark tidemark migrate --data /srv/tidemark"
        })
public final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock what time it is
    public MigrateCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        DataFolder folder = data.folder();
        Database into = folder.server()
                .orElseThrow(() -> new CommandFailure("Name the PostgreSQL with database.url, in tidemark.yaml or as"
                        + " TIDEMARK_DATABASE_URL: docs/operations.md shows how."));
        if (!Files.exists(folder.database())) {
            throw new CommandFailure(
                    "There is no embedded database in " + folder.path().toAbsolutePath() + " that could be moved.");
        }
        try (AutoCloseable _ = SqliteBackup.lock(folder.database())) {
            long rows = copy(folder.database(), into);
            Path kept = Aside.move(folder, "migrated", clock);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("rows", rows);
            result.put("kept", kept.toString());
            terminal.print(
                    "Moved " + BackupCommand.counted(rows, "row") + " to " + into.url()
                            + ". The database that was there" + " is in " + kept
                            + ". Start the server as before; remove the old database when you are sure.",
                    result,
                    json);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure(
                    "The data is in the PostgreSQL, but the old database could not be moved away: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a lock or connection that cannot be closed", e);
        }
    }

    private long copy(Path database, Database into) throws Exception {
        try (Connection source = SqliteBackup.open(database)) {
            EmbeddedCopy copy = new EmbeddedCopy(source, Databases.options(into));
            long rows = copy.rows();
            try (Progress progress = Progress.of(terminal, "Copying rows", rows)) {
                copy.run(progress::step);
            }
            return rows;
        }
    }
}
