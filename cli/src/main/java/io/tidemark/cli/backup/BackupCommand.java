package io.tidemark.cli.backup;

import io.tidemark.cli.backup.FileTree.Copied;
import io.tidemark.cli.backup.Manifest.Ended;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark backup`.
@Command(
        name = "backup",
        description = {
            "Writes a backup of a data folder into a new folder, beside a running server: the database as it is at one"
                    + " instant, the files behind documents, photos and recordings, and the settings.",
            "",
            "A backup holds personal data, password hashes and signing keys: keep it as safe as the original."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark backup --to /backup/monday --data /srv/tidemark",
            "  tidemark backup --to /backup/tuesday --previous /backup/monday --data /srv/tidemark"
        })
public final class BackupCommand implements Callable<Integer> {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FOLDER",
            description = "The backup's folder, which must not exist yet.")
    private Path to = Path.of("");

    @Option(
            names = "--previous",
            paramLabel = "FOLDER",
            description = "An earlier backup on the same disk: files that it has are linked instead of copied, and"
                    + " take no space a second time. Each of the two can be removed without the other.")
    private @Nullable Path previous;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock what time it is
    public BackupCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        DataFolder from = data.folder();
        from.requireEmbedded("Back it up with PostgreSQL's own tools, for instance pg_basebackup, and copy the folder "
                + DataFolder.CONTENT + " after it: docs/operations.md shows how.");
        from.openToRead().close();
        if (Files.exists(to)) {
            throw new CommandFailure(
                    to + " exists already. Name a folder that does not: a backup is never written over.");
        }
        Path absolute = to.toAbsolutePath();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        try {
            FileTree.remove(unfinished);
            Files.createDirectories(absolute.resolveSibling(""));
            Files.createDirectory(unfinished, OWNER_ONLY);
            Manifest made = write(from, unfinished);
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
            FileTree.force(absolute.resolveSibling(""));
            tell(made);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure(
                    "The backup could not be written to " + to + ": " + e.getMessage() + ". What was written is in "
                            + unfinished + ", and is removed by the next try.",
                    e);
        }
    }

    private Manifest write(DataFolder from, Path folder) throws IOException {
        Path database = folder.resolve(DataFolder.DATABASE);
        terminal.note("Copying the database, " + megabytes(Files.size(from.database())) + ".");
        SqliteBackup.copy(from.database(), database);
        SqliteBackup.check(database);
        List<Ended> accounts = accounts(database);
        Copied contents = contents(from, folder);
        for (String settings : List.of(DataFolder.SETTINGS, DataFolder.DEMO)) {
            if (Files.exists(from.path().resolve(settings))) {
                Files.copy(from.path().resolve(settings), folder.resolve(settings), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Manifest made = new Manifest(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                FileTree.hash(database),
                contents.files(),
                contents.bytes(),
                accounts);
        Path manifest = folder.resolve(Manifest.FILE);
        Files.writeString(manifest, made.json() + "\n");
        FileTree.force(manifest);
        FileTree.force(folder);
        return made;
    }

    /// After the database: a file is there before the database names it.
    private Copied contents(DataFolder from, Path folder) throws IOException {
        Path contents = from.path().resolve(DataFolder.CONTENT);
        Path same = previous == null ? null : previous.resolve(DataFolder.CONTENT);
        try (Progress progress = Progress.ofBytes(terminal, "Copying files", FileTree.bytes(contents))) {
            return FileTree.copy(contents, folder.resolve(DataFolder.CONTENT), same, progress::step);
        }
    }

    private static List<Ended> accounts(Path database) {
        try (SqliteReader copy = SqliteReader.open(database, SqliteOptions.defaults())) {
            return copy.accounts().all().stream()
                    .map(account -> Ended.of(account, copy.read(account.id(), ReadTransaction::head)))
                    .toList();
        }
    }

    private void tell(Manifest made) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("backup", to.toString());
        result.put("accounts", (long) made.accounts().size());
        result.put("files", made.files());
        result.put("bytes", made.bytes());
        terminal.print(
                "Backed up to " + to + ": " + counted(made.accounts().size(), "account") + ", "
                        + counted(made.files(), "file") + " of " + megabytes(made.bytes())
                        + ", and the database. It was read again and is sound. Restore it with: tidemark restore " + to,
                result,
                json);
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000 + " MB";
    }
}
