package io.tidemark.e2e;

import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The concurrent loss classes on SQLite.
class ConcurrentLossClassesOnSqliteTest extends ConcurrentLossClasses {
    @TempDir
    private Path folder;

    @Override
    TestServer newServer() {
        return new TestServer(SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults()));
    }
}
