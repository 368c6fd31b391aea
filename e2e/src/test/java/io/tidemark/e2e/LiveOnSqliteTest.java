package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The cases on SQLite.
class LiveOnSqliteTest extends LiveCases {
    @TempDir
    private Path folder;

    @Override
    Storage newStorage() {
        return SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults());
    }

    @Override
    Storage reopened(Storage before) {
        return newStorage();
    }
}
