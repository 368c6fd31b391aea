package io.tidemark.storage.postgres;

import io.tidemark.postgres.testing.PostgresForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A database of its own for each test, in the server that all tests of the process share. Its tables are there.
final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
    private static @Nullable String template;

    private @Nullable String url;

    @Override
    public void beforeEach(ExtensionContext context) {
        url = PostgresForTests.shared().newDatabaseLike(template());
    }

    private static synchronized String template() {
        if (template == null) {
            template = PostgresForTests.shared().newDatabase();
            PostgresStorage.open(options(template)).close();
        }
        return template;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        PostgresForTests.shared().drop(url);
    }

    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    PostgresOptions options() {
        return options(url);
    }

    private static PostgresOptions options(String url) {
        return PostgresOptions.of(url, PostgresForTests.USER, "secret");
    }

    /// A connection that knows nothing of the storage.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, PostgresForTests.USER, "secret");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
