package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Refusals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The version of the tables in a database, and the way to the newest one.
///
/// Every migration ends by setting `schema_version` to its own number, so a database that is up to date is
/// recognised by reading one number and the migration tool is not started.
final class Schema {
    /// The version of the newest migration.
    static final int VERSION = 1;

    /// The oldest PostgreSQL on which the tests run.
    private static final int SERVER_VERSION = 15;

    private static final String EXISTS = "SELECT to_regclass('schema_version') IS NOT NULL";
    private static final String SELECT_VERSION = "SELECT max(version) FROM schema_version";

    private Schema() {}

    /// Makes the tables of the database those of this version.
    static void bringUpToDate(PostgresOptions options) {
        try (Connection connection = Connections.once(options)) {
            long version = check(connection);
            if (version < VERSION) {
                migrate(options, schema(connection));
            }
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Makes sure that the database can be used, now or once its tables are up to date.
    ///
    /// @return the version of its tables; 0 when there are none
    static long check(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < SERVER_VERSION) {
            throw Refusals.unavailable(
                    "This PostgreSQL is too old: version " + SERVER_VERSION + " or newer is needed.");
        }
        schema(connection);
        EmbeddedCopy.requireNone(connection);
        long version = version(connection);
        if (version > VERSION) {
            throw Refusals.unavailable(
                    "This database was written by a newer version of the server. Start that version, or restore a"
                            + " backup from before the upgrade.");
        }
        return version;
    }

    private static String schema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        if (schema == null) {
            throw Refusals.unavailable(
                    "The login finds no schema for its tables: create the one that the address names.");
        }
        return schema;
    }

    private static long version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(EXISTS)) {
                row.next();
                if (!row.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet row = statement.executeQuery(SELECT_VERSION)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void migrate(PostgresOptions options, String schema) {
        try {
            Flyway.configure()
                    .dataSource(options.url(), options.user(), options.password())
                    .locations("classpath:io/tidemark/storage/postgres")
                    .table("schema_history")
                    .defaultSchema(schema)
                    .createSchemas(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            requireNotLost(e);
            throw Refusals.unavailable(
                    "The tables of the database could not be brought up to date: give it a schema of its own, in which"
                            + " the login may create tables.",
                    e);
        }
    }

    /// A connection that was lost says nothing about the tables, nor about what the login may do.
    private static void requireNotLost(FlywayException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException lost && PostgresErrors.isConnectionLost(lost)) {
                throw PostgresErrors.classify(lost);
            }
        }
    }
}
