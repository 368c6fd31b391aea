package io.tidemark.cli.backup;

import io.tidemark.cli.backup.Manifest.Ended;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.log.Head;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark restore`.
@Command(
        name = "restore",
        description = {
            "Puts a backup into a data folder, and begins a new epoch in each account: devices that are ahead of the"
                    + " backup are recognised, and told everything anew.",
            "",
            "The server must be stopped. What was in the folder is kept beside it."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark restore /backup/monday --data /srv/tidemark --replace",
            "  tidemark restore /backup/monday --data /tmp/look-at-it"
        })
public final class RestoreCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /// In the data folder, until the backup is known to be good.
    private static final String PREPARED = "restore-unfinished";

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "BACKUP", description = "The folder that tidemark backup wrote.")
    private Path backup = Path.of("");

    @Option(
            names = "--replace",
            description = "Replace the data that is in the folder. Its database is moved to a folder beside it.")
    private boolean replace;

    @Option(
            names = "--unverified",
            description = "Take a folder with a copy of a database that another tool made. What it should hold is not"
                    + " known, so only the database itself is checked.")
    private boolean unverified;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock what time it is
    public RestoreCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Path source = backup.resolve(DataFolder.DATABASE);
        if (!Files.isRegularFile(source)) {
            throw new CommandFailure(
                    "There is no backup in " + backup.toAbsolutePath() + ": it has no " + DataFolder.DATABASE + ".");
        }
        Optional<Manifest> manifest = unverified ? Optional.empty() : Optional.of(Manifest.of(backup));
        DataFolder into = data.folder();
        into.requireEmbedded("Restore it with PostgreSQL's own tools, and then run: tidemark admin account new-epoch");
        if (into.hasDatabase() && !replace) {
            throw new CommandFailure("There is data in " + into.path().toAbsolutePath()
                    + " already. Stop its server, and add --replace to put the backup in its place, or name another"
                    + " folder with --data.");
        }
        try {
            Files.createDirectories(into.path());
        } catch (IOException e) {
            throw failed(e);
        }
        try (AutoCloseable _ = SqliteBackup.lock(into.database())) {
            restore(source, manifest, into);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a lock that cannot be closed", e);
        }
    }

    private CommandFailure failed(IOException e) {
        return new CommandFailure(
                "The backup could not be restored to " + data.folder().path() + ": " + e.getMessage()
                        + ". Mend that, and run the same command again: it begins anew.",
                e);
    }

    private void restore(Path source, Optional<Manifest> manifest, DataFolder into) throws IOException {
        Path prepared = into.path().resolve(PREPARED);
        FileTree.remove(prepared);
        Files.createDirectories(prepared);
        List<Ended> accounts;
        try {
            accounts = prepare(source, manifest, prepared.resolve(DataFolder.DATABASE));
            contents(manifest, into);
        } catch (RuntimeException e) {
            FileTree.remove(prepared);
            throw e;
        }
        Optional<Path> kept = putIntoPlace(prepared, into);
        settings(into);
        FileTree.force(into.path());
        tell(accounts, kept);
    }

    private List<Ended> prepare(Path source, Optional<Manifest> manifest, Path database) throws IOException {
        terminal.note("Copying the database, " + BackupCommand.megabytes(Files.size(source)) + ".");
        Files.copy(source, database);
        verify(database, manifest);
        return newEpochs(database);
    }

    private void verify(Path database, Optional<Manifest> manifest) {
        if (manifest.isPresent() && !manifest.get().databaseHash().equals(FileTree.hash(database))) {
            throw new CommandFailure("The database of the backup is not as it was written: the backup is damaged."
                    + " Restore another one.");
        }
        SqliteBackup.check(database);
    }

    /// @return where the logs ended in the backup
    private List<Ended> newEpochs(Path database) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Ended> ended = new ArrayList<>();
        try (Storage storage = SqliteStorage.open(database, SqliteOptions.defaults())) {
            for (Account account : storage.accounts().all()) {
                Head head = storage.read(account.id(), ReadTransaction::head);
                ended.add(Ended.of(account, head));
                storage.write(account.id(), tx -> tx.startEpoch(now));
            }
        }
        FileTree.force(database);
        return ended;
    }

    private void contents(Optional<Manifest> manifest, DataFolder into) throws IOException {
        Path contents = backup.resolve(DataFolder.CONTENT);
        FileTree.Copied copied;
        try (Progress progress = Progress.ofBytes(terminal, "Copying files", FileTree.bytes(contents))) {
            copied = FileTree.copy(contents, into.path().resolve(DataFolder.CONTENT), null, progress::step);
        }
        if (manifest.isPresent()
                && (copied.files() != manifest.get().files()
                        || copied.bytes() != manifest.get().bytes())) {
            throw new CommandFailure("The backup should have "
                    + BackupCommand.counted(manifest.get().files(), "file") + " in " + DataFolder.CONTENT + ", and has "
                    + copied.files() + ": it is damaged. Restore another one, or add --unverified to go without them.");
        }
    }

    /// A write-ahead log belongs to the database that it lies beside, and would be read into another one. As long as
    /// the folder of the restore is there, nobody opens the database.
    private Optional<Path> putIntoPlace(Path prepared, DataFolder into) throws IOException {
        Path restoring = into.path().resolve(SqliteBackup.RESTORING);
        FileTree.remove(restoring);
        Files.move(prepared, restoring, StandardCopyOption.ATOMIC_MOVE);
        FileTree.force(into.path());
        Optional<Path> kept = into.databaseFiles().isEmpty()
                ? Optional.empty()
                : Optional.of(Aside.move(into, "before-restore", clock));
        for (Path file : new DataFolder(restoring).databaseFiles().reversed()) {
            Files.move(file, into.path().resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        MovedMark.remove(into);
        FileTree.force(into.path());
        FileTree.remove(restoring);
        return kept;
    }

    private void settings(DataFolder into) throws IOException {
        for (String settings : List.of(DataFolder.SETTINGS, DataFolder.DEMO)) {
            Path saved = backup.resolve(settings);
            Path place = into.path().resolve(settings);
            if (Files.exists(saved) && !Files.exists(place)) {
                Files.copy(saved, place, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void tell(List<Ended> accounts, Optional<Path> kept) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("folder", data.folder().path().toString());
        result.put(
                "accounts",
                accounts.stream()
                        .map(one -> Map.of(
                                "account",
                                one.account(),
                                "change",
                                one.change(),
                                "at",
                                one.at().toString()))
                        .toList());
        kept.ifPresent(folder -> result.put("kept", folder.toString()));
        List<String> lines = new ArrayList<>();
        lines.add("Restored to " + data.folder().path() + ".");
        for (Ended one : accounts) {
            lines.add("  " + one.account() + ": all up to change " + one.change() + ", "
                    + TIME.format(one.at().atZone(ZoneId.of("UTC"))) + " UTC. What came later is lost here.");
        }
        lines.add("Devices that heard of later changes are recognised, and told everything anew.");
        kept.ifPresent(
                folder -> lines.add(
                        "The database that was there is in " + folder
                                + ". Remove it when you are sure; to go back, stop the server and move its files into the data folder."));
        terminal.print(String.join(System.lineSeparator(), lines), result, json);
    }
}
