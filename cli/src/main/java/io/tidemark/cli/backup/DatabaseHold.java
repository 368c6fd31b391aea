package io.tidemark.cli.backup;

import io.tidemark.storage.sqlite.SqliteBackup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keeps servers and other commands away from a database file, from the moment on at which none has it
/// open. Confined to one thread.
final class DatabaseHold implements AutoCloseable {
    private final Path database;
    private @Nullable AutoCloseable lock;

    DatabaseHold(Path database) {
        this.database = database;
    }

    /// Takes it, unless a server or another command has it.
    ///
    /// @return whether it is held now
    boolean take() {
        if (lock == null) {
            lock = SqliteBackup.tryLock(database).orElse(null);
        }
        return lock != null;
    }

    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a lock that cannot be closed", e);
        }
    }
}
