package io.tidemark.cli.data;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.Databases;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.storage.sqlite.SqliteBackup;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteReader;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder in which an installation keeps its data: the database `tidemark.db`, the files behind documents in
/// `content`, the settings `tidemark.yaml`, and for a demo the file `demo.properties`. Immutable.
///
/// When a PostgreSQL keeps the data, everything else is there all the same.
///
/// @param path the folder, which need not exist
/// @param server the PostgreSQL that keeps the data instead of a database in the folder
public record DataFolder(Path path, Optional<Database> server) {
    /// A folder with a database in it.
    public DataFolder(Path path) {
        this(path, Optional.empty());
    }

    /// The database.
    public static final String DATABASE = "tidemark.db";

    /// The folder of the files behind documents, photos and recordings.
    public static final String CONTENT = "content";

    /// The settings.
    public static final String SETTINGS = "tidemark.yaml";

    /// What a demo knows of itself.
    public static final String DEMO = "demo.properties";

    /// What opening a database takes.
    private static final long SPACE_BYTES_MIN = 256 << 10;

    /// The database in the folder.
    public Path database() {
        return path.resolve(DATABASE);
    }

    /// The database, and what SQLite keeps beside it; those of them that are there.
    public List<Path> databaseFiles() {
        return Stream.of("", "-wal", "-shm")
                .map(end -> path.resolve(DATABASE + end))
                .filter(Files::exists)
                .toList();
    }

    /// Whether something was ever kept here.
    public boolean hasDatabase() {
        return server.isPresent() || Files.exists(database()) || wasMoved();
    }

    /// Whether the data was moved into a PostgreSQL, or may have been.
    public boolean wasMoved() {
        return Files.exists(path.resolve(SqliteBackup.MOVED));
    }

    /// Opens the storage of a folder that exists, or makes both.
    ///
    /// @throws CommandFailure when the folder cannot be used
    public Storage openOrCreate() {
        if (server.isPresent()) {
            return openServer(server.get());
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The data folder " + path.toAbsolutePath()
                            + " cannot be created. Choose one that you may write to with --data.",
                    e);
        }
        if (!Files.isWritable(path)) {
            throw new CommandFailure("The data folder " + path.toAbsolutePath()
                    + " cannot be written to. Mend its permissions, or choose another one with --data.");
        }
        try {
            return SqliteStorage.open(database(), SqliteOptions.defaults());
        } catch (SyncException e) {
            throw new CommandFailure(sentence(e), e);
        }
    }

    /// Opens the storage of a folder in which there is one.
    ///
    /// @throws CommandFailure when there is none, or it cannot be used
    public Storage open() {
        if (!hasDatabase()) {
            throw nothing();
        }
        return openOrCreate();
    }

    /// Opens the storage of a folder in which there is one, to look at it beside a running server.
    ///
    /// @throws CommandFailure when there is none, or it cannot be used
    public Storage openToRead() {
        if (!hasDatabase()) {
            throw nothing();
        }
        if (server.isPresent()) {
            return openServer(server.get());
        }
        try {
            SqliteBackup.requireNotMoved(database());
            return SqliteReader.open(database(), SqliteOptions.defaults());
        } catch (SyncException e) {
            throw new CommandFailure(sentence(e), e);
        }
    }

    private static Storage openServer(Database server) {
        try {
            return Databases.open(server);
        } catch (SyncException e) {
            throw new CommandFailure("The database of database.url cannot be used. " + e.getMessage(), e);
        }
    }

    /// @throws CommandFailure when a PostgreSQL keeps the data: what works on the file of an embedded one does nothing
    ///     for it
    public void requireEmbedded(String instead) {
        if (server.isPresent()) {
            throw new CommandFailure("The data is in the PostgreSQL of database.url, not in this folder. " + instead);
        }
    }

    private CommandFailure nothing() {
        return new CommandFailure("There is no Tidemark data in " + path.toAbsolutePath()
                + ". Name the folder with --data, or make an account with: tidemark admin account add");
    }

    private String sentence(SyncException refusal) {
        if (refusal.code() == ErrorCode.STORAGE_CORRUPT) {
            return "The database " + database().toAbsolutePath() + " cannot be used. " + refusal.getMessage();
        }
        return "The data folder " + path.toAbsolutePath() + " cannot be opened. "
                + (isFull() ? "Its disk is full: free some space." : refusal.getMessage());
    }

    /// Without space for what SQLite keeps beside a database it reports any of several failures, none of which says so.
    private boolean isFull() {
        try {
            return Files.getFileStore(path).getUsableSpace() < SPACE_BYTES_MIN;
        } catch (IOException e) {
            return false;
        }
    }
}
