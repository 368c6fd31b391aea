package io.tidemark.storage.sqlite;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.storage.sql.Refusals;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Copies of a database file. Stateless.
public final class SqliteBackup {
    /// Beside a database that a restore has begun to replace; without it, nobody knows which of two files counts.
    public static final String RESTORING = "restoring";

    /// Beside a database whose data was moved into a PostgreSQL, from the moment on from which it may
    /// be there.
    public static final String MOVED = "moved-to-postgresql";

    private SqliteBackup() {}

    /// Writes a copy of a database as it is at one instant, beside a server that has it open and goes on writing.
    ///
    /// @param copy a file that does not exist; whole and durable when this returns
    /// @throws SyncException `STORAGE_UNAVAILABLE` when the database cannot be read, or the copy not be written;
    ///     `STORAGE_CORRUPT` when the database is damaged
    public static void copy(Path database, Path copy) {
        try (Connection connection = Connections.toRead(database, SqliteOptions.defaults());
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toAbsolutePath().toString());
            statement.execute();
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw Refusals.unavailable("The copy of the database cannot be made durable. Check its disk.", e);
        }
    }

    /// Reads a whole database file, which nobody writes to, and looks for damage.
    ///
    /// @throws SyncException `STORAGE_CORRUPT` when it is damaged, or is no database of ours
    public static void check(Path database) {
        try (Connection connection = Connections.toRead(database, SqliteOptions.defaults());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!found.next() || !"ok".equals(found.getString(1))) {
                throw new SyncException(ErrorCode.STORAGE_CORRUPT, "It is damaged.");
            }
        } catch (SQLException e) {
            throw SqliteErrors.classify(e);
        }
    }

    /// Keeps servers and other commands away from a database file, whether it is there or not, until it is closed.
    ///
    /// @throws SyncException `STORAGE_UNAVAILABLE` when one has it open
    public static AutoCloseable lock(Path database) {
        return DatabaseLock.take(database);
    }

    /// The same, unless somebody has it open.
    public static Optional<AutoCloseable> tryLock(Path database) {
        return DatabaseLock.tryTake(database).map(lock -> lock);
    }

    /// @throws SyncException `STORAGE_UNAVAILABLE` when the data was moved into a PostgreSQL, or may
    ///     have been
    public static void requireNotMoved(Path database) {
        if (Files.exists(database.resolveSibling(MOVED))) {
            throw Refusals.unavailable("The data of this folder was moved into a PostgreSQL by tidemark migrate; the"
                    + " file " + MOVED
                    + " in it says into which. Name it with database.url. If the move was interrupted,"
                    + " run tidemark migrate again: it finds out where the data is.");
        }
    }

    /// @throws SyncException `STORAGE_UNAVAILABLE` when a restore began to replace the database, and did not end
    static void requireNoRestore(Path database) {
        if (Files.exists(database.resolveSibling(RESTORING))) {
            throw Refusals.unavailable("A restore into this folder was interrupted. Run it again"
                    + " (tidemark restore … --replace), which begins anew.");
        }
    }
}
