package io.tidemark.server;

import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.config.ServerConfig.Database;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStatistics;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The storages that a server can have: a PostgreSQL, when the settings name one, or the embedded one in the data
/// folder. Stateless.
public final class Databases {
    private static final String DATABASE_FILE = "tidemark.db";

    private Databases() {}

    /// Opens the one that the settings name. The embedded one is made if there is none, and only one process can have
    /// it open.
    ///
    /// @throws io.tidemark.core.error.SyncException with a sentence for the operator when it cannot be opened
    public static Storage open(ServerConfig config) {
        if (config.namedDatabase().isPresent()) {
            return open(config.namedDatabase().get());
        }
        try {
            Files.createDirectories(config.dataFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data folder cannot be created. Check data.folder and its permissions.", e);
        }
        return SqliteStorage.open(config.dataFolder().resolve(DATABASE_FILE), SqliteOptions.defaults());
    }

    /// Opens a PostgreSQL, and makes its tables if there are none.
    ///
    /// @throws io.tidemark.core.error.SyncException as above
    public static PostgresStorage open(Database database) {
        return PostgresStorage.open(options(database));
    }

    /// How the storage uses a PostgreSQL.
    public static PostgresOptions options(Database database) {
        int writers = Math.max(1, database.connections() / 3);
        return PostgresOptions.of(database.url(), database.user(), database.password())
                .withConnections(database.connections() - writers, writers);
    }

    /// Works that wait for their turn, for metrics.
    public static int waiting(Storage storage) {
        return switch (storage) {
            case SqliteStorage sqlite -> waiting(sqlite.statistics());
            case PostgresStorage postgres ->
                postgres.statistics().writesWaiting() + postgres.statistics().readsWaiting();
            default -> 0;
        };
    }

    private static int waiting(SqliteStatistics statistics) {
        return statistics.writesWaiting() + statistics.readsWaiting();
    }
}
