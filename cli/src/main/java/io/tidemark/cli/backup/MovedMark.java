package io.tidemark.cli.backup;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.storage.sqlite.SqliteBackup;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/// The file in a data folder whose data was moved into a PostgreSQL. It is there before the PostgreSQL
/// has the data for good, so that at no moment both databases can be served; whether it has them, the
/// PostgreSQL knows by the mark. Immutable.
///
/// @param mark the number of the move
/// @param into the address of the PostgreSQL
record MovedMark(long mark, String into) {
    private static Path file(DataFolder folder) {
        return folder.path().resolve(SqliteBackup.MOVED);
    }

    /// The mark of a folder; empty when its data was not moved.
    static Optional<MovedMark> of(DataFolder folder) {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
            return Optional.of(
                    new MovedMark(Long.parseLong(read.getProperty("mark", "")), read.getProperty("into", "")));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "The file " + file
                            + " cannot be understood. If you are sure that no PostgreSQL has the data of this"
                            + " folder, remove it.",
                    e);
        }
    }

    /// Puts the mark into a folder; it is durable when this returns.
    void put(DataFolder folder) throws IOException {
        Path file = file(folder);
        Path prepared = file.resolveSibling(SqliteBackup.MOVED + ".part");
        Files.writeString(prepared, """
                # The data of this folder was moved into a PostgreSQL (tidemark migrate), and nothing serves it from here.
                # docs/operations.md says how to go back.
                into=%s
                mark=%d
                """.formatted(into, mark));
        FileTree.force(prepared);
        Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE);
        FileTree.force(folder.path());
    }

    /// Takes the mark away: the data is in the folder.
    static void remove(DataFolder folder) throws IOException {
        if (Files.deleteIfExists(file(folder))) {
            FileTree.force(folder.path());
        }
    }
}
