package io.tidemark.storage.sqlite;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.storage.sql.Refusals;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The version of the tables in a database file, and the way to the newest one.
///
/// Every migration ends by setting `user_version` to its own number, so a file that is up to date is recognised
/// by reading two numbers and the migration tool is not started.
final class Schema {
    /// The version of the newest migration.
    static final int VERSION = 1;

    private static final long APPLICATION_ID = 0x54696465;
    private static final String SELECT_VERSION = "PRAGMA user_version";
    private static final String SELECT_APPLICATION_ID = "PRAGMA application_id";
    private static final String COUNT_TABLES = "SELECT count(*) FROM sqlite_schema";

    private Schema() {}

    /// Makes the tables of `file`, which `session` has open, those of this version.
    static void bringUpToDate(SqliteSession session, Path file) {
        if (version(session) < VERSION) {
            migrate(file);
        }
    }

    /// Sees to it that the tables of a file that is only read are those of this version.
    static void check(SqliteSession session) {
        if (version(session) < VERSION) {
            throw Refusals.unavailable("This database was not brought up to date yet. Start the server once.");
        }
    }

    private static long version(SqliteSession session) {
        boolean empty = session.number(COUNT_TABLES) == 0;
        if (!empty && session.number(SELECT_APPLICATION_ID) != APPLICATION_ID) {
            throw new SyncException(
                    ErrorCode.STORAGE_CORRUPT, "It belongs to another program. Choose another data folder.");
        }
        long version = session.number(SELECT_VERSION);
        if (version > VERSION) {
            throw Refusals.unavailable(
                    "This database was written by a newer version of the server. Start that version, or restore a"
                            + " backup from before the upgrade.");
        }
        return version;
    }

    private static void migrate(Path file) {
        try {
            Flyway.configure()
                    .dataSource(Connections.url(file), "", "")
                    .locations("classpath:io/tidemark/storage/sqlite")
                    .table("schema_history")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Refusals.unavailable("The tables of the database could not be brought up to date.", e);
        }
    }
}
