package io.tidemark.e2e;

import io.tidemark.postgres.testing.PostgresForTests;
import io.tidemark.storage.postgres.PostgresOptions;
import io.tidemark.storage.postgres.PostgresStorage;
import org.jspecify.annotations.Nullable;

/// A database of its own for a test, in the PostgreSQL of this process. Its tables are there.
final class PostgresDatabase {
    private static @Nullable String template;

    private final String url;

    PostgresDatabase() {
        this.url = PostgresForTests.shared().newDatabaseLike(template());
    }

    private static synchronized String template() {
        if (template == null) {
            template = PostgresForTests.shared().newDatabase();
            PostgresStorage.open(options(template)).close();
        }
        return template;
    }

    private static PostgresOptions options(String url) {
        return PostgresOptions.of(url, PostgresForTests.USER, "").withConnections(4, 2);
    }

    /// The JDBC address.
    String url() {
        return url;
    }

    /// What one server process has of it.
    PostgresStorage open() {
        return PostgresStorage.open(options(url));
    }
}
