package io.tidemark.bench;

import io.tidemark.core.storage.Storage;
import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A database that is measured. Two processes may have it.
///
/// @param folder for files beside it
/// @param url its JDBC address
record MeasuredDatabase(Path folder, String url) {
    private static final String SQLITE = "jdbc:sqlite:";

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /// The storage on it.
    Storage open() {
        return isSqlite()
                ? SqliteStorage.open(Path.of(url.substring(SQLITE.length())), SqliteOptions.defaults())
                : PostgresStorage.open(PostgresOptions.of(url, PostgresForTests.USER, ""));
    }

    /// A bare connection, as durable as those of the storage.
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, PostgresForTests.USER, "");
        if (isSqlite()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
            }
        }
        return connection;
    }
}
