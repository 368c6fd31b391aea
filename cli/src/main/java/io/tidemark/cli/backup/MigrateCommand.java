package io.tidemark.cli.backup;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.error.SyncException;
import io.tidemark.server.Databases;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.storage.postgres.EmbeddedCopy;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
            "A server on the folder may go on: the data is copied beside it, and what changes meanwhile after it. When"
                    + " this command says that it is ready, stop the server. What is left then takes a moment; after it,"
                    + " start the server with the PostgreSQL in its settings.",
            "",
            "The PostgreSQL must be empty. It has all of the data afterwards or nothing; the database of the folder is"
                    + " kept beside it. After an interruption at any moment, run the same command again."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark migrate --check --data /srv/tidemark",
            "  TIDEMARK_DATABASE_URL=jdbc:postgresql://db.example.com/tidemark tidemark migrate --data /srv/tidemark"
        })
public final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--check",
            description = "Look whether everything is as it must be, say how much there is, and write nothing.")
    private boolean check;

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
        Optional<MovedMark> begun = MovedMark.of(folder);
        if (!Files.exists(folder.database())) {
            throw new CommandFailure(
                    begun.map(mark -> "The data of this folder was moved to " + mark.into() + " already.")
                            .orElse("There is no embedded database in "
                                    + folder.path().toAbsolutePath() + " that could be moved."));
        }
        try (DatabaseHold hold = new DatabaseHold(folder.database())) {
            if (check) {
                return check(folder, into, hold, begun);
            }
            if (begun.isPresent() && isMoved(folder, into, hold, begun.get())) {
                Map<String, Object> result = new LinkedHashMap<>();
                finish("The data is in " + into.url() + " since an interrupted migration.", result, folder);
                return ExitCode.DONE;
            }
            Migration.Moved moved = new Migration(folder, into, terminal).run(hold);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("rows", moved.rows());
            result.put("changes", moved.changes());
            result.put("pauseMillis", moved.pause().toMillis());
            finish(
                    "Moved " + BackupCommand.counted(moved.rows(), "row") + " to " + into.url() + ", with "
                            + BackupCommand.counted(moved.changes(), "change") + " made meanwhile, and a pause of "
                            + Migration.text(moved.pause()) + ".",
                    result,
                    folder);
            return ExitCode.DONE;
        }
    }

    /// What became of a migration that was interrupted when it ended. If nothing was moved, its mark is
    /// removed.
    private boolean isMoved(DataFolder folder, Database into, DatabaseHold hold, MovedMark begun) {
        if (!begun.into().equals(into.url())) {
            throw new CommandFailure(
                    "A migration to " + begun.into() + " was interrupted, and may have moved the data there."
                            + " Name that PostgreSQL, and run this again.");
        }
        if (!hold.take()) {
            throw new CommandFailure("Another command has this database open. Wait until it ends.");
        }
        if (isCommitted(into, begun)) {
            return true;
        }
        try {
            EmbeddedCopy.check(Databases.options(into));
            MovedMark.remove(folder);
            return false;
        } catch (SyncException e) {
            throw new CommandFailure(
                    "A migration was interrupted, and whether the PostgreSQL has its data cannot be told. "
                            + e.getMessage()
                            + " If what is there is not the data of this folder, remove the file "
                            + SqliteBackup.MOVED + " in it.",
                    e);
        } catch (IOException e) {
            throw new CommandFailure("The mark of the interrupted migration cannot be removed: " + e.getMessage(), e);
        }
    }

    private static boolean isCommitted(Database into, MovedMark begun) {
        try {
            return EmbeddedCopy.isCommitted(Databases.options(into), begun.mark());
        } catch (SyncException e) {
            throw new CommandFailure(
                    "A migration was interrupted, and whether the PostgreSQL has its data is not known yet. "
                            + e.getMessage() + " Then run this again.",
                    e);
        }
    }

    private void finish(String sentence, Map<String, Object> result, DataFolder folder) {
        try {
            Path kept = Aside.move(folder, "migrated", clock);
            result.put("kept", kept.toString());
            terminal.print(
                    sentence + " The database that was there is in " + kept
                            + ". Start the server with the PostgreSQL in its settings; remove the old database when you are"
                            + " sure.",
                    result,
                    json);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The data is in the PostgreSQL, but the old database could not be moved away: " + e.getMessage()
                            + ". Nothing serves it any more; run the command again to move it.",
                    e);
        }
    }

    private int check(DataFolder folder, Database into, DatabaseHold hold, Optional<MovedMark> begun) {
        if (begun.isPresent()) {
            throw new CommandFailure("A migration to " + begun.get().into()
                    + " was interrupted when it ended. Run it again:" + " it finds out where the data is.");
        }
        EmbeddedCopy.check(Databases.options(into));
        boolean alone = hold.take();
        Map<String, Object> result = new LinkedHashMap<>();
        try (SqliteTables source = SqliteTables.open(folder.database())) {
            long bytes = Files.size(folder.database());
            result.put("rows", source.rows());
            result.put("bytes", bytes);
            result.put("beside", !alone);
            terminal.print(
                    "The database has " + BackupCommand.counted(source.rows(), "row") + ", "
                            + BackupCommand.megabytes(bytes) + ", and " + into.url() + " can take them. "
                            + (alone
                                    ? "No server has it open: they would be copied while it stands still."
                                    : "A server has it open: they would be copied beside it."),
                    result,
                    json);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure("The database cannot be read: " + e.getMessage(), e);
        }
    }
}
