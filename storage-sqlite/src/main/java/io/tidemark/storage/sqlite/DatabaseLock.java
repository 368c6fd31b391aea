package io.tidemark.storage.sqlite;

import io.tidemark.storage.sql.Refusals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a second server away from a database file: a lock on a file beside it, which the operating system lets
/// go of when the process ends, however it ends. The file itself stays.
final class DatabaseLock implements AutoCloseable {
    private final FileChannel channel;

    private DatabaseLock(FileChannel channel) {
        this.channel = channel;
    }

    static DatabaseLock take(Path database) {
        return tryTake(database)
                .orElseThrow(
                        () -> Refusals.unavailable(
                                "A server or another command has this database open. Stop it first, or choose another data folder."));
    }

    /// The lock, unless somebody has it.
    static Optional<DatabaseLock> tryTake(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new DatabaseLock(channel));
        } catch (IOException e) {
            throw Refusals.unavailable(
                    "The lock file beside the database cannot be written: check that the folder exists and belongs to"
                            + " the server.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Refusals.unavailable("The lock file beside the database cannot be closed.", e);
        }
    }
}
