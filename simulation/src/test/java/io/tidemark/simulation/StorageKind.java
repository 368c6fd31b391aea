package io.tidemark.simulation;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The storages that must not be told apart.
enum StorageKind {
    MEMORY {
        @Override
        Storage openNew(Path folder) {
            return new InMemoryStorage();
        }
    },
    SQLITE {
        @Override
        Storage openNew(Path folder) {
            return SqliteStorage.open(folder.resolve(UUID.randomUUID() + ".db"), SqliteOptions.defaults());
        }
    },
    POSTGRES {
        @Override
        Storage openNew(Path folder) {
            return PostgresStorage.open(options(PostgresForTests.shared().newDatabaseLike(template())));
        }
    };

    private static @Nullable String template;

    /// A storage with nothing in it.
    ///
    /// @param folder for the files of those that have some
    abstract Storage openNew(Path folder);

    private static synchronized String template() {
        String made = template;
        if (made == null) {
            made = PostgresForTests.shared().newDatabase();
            PostgresStorage.open(options(made)).close();
            template = made;
        }
        return made;
    }

    private static PostgresOptions options(String url) {
        return PostgresOptions.of(url, PostgresForTests.USER, "").withConnections(2, 1);
    }
}
