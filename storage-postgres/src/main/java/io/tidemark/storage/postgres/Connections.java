package io.tidemark.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.tidemark.storage.sql.Refusals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// How connections to the database are set up.
///
/// A pool is as large as the number of threads that use it, which take works from a queue, first come first
/// served: so nobody ever waits for a connection that another one has, and reading and writing works do not wait
/// for each other.
final class Connections {
    /// A network that is silent for so long beyond the longest statement has lost the connection.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /// A connection says so when it has not been used for as long, so that one that died is noticed.
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private Connections() {}

    /// Connections for transactions that write. They begin with REPEATABLE READ; see [Turn].
    static HikariDataSource toWrite(PostgresOptions options) {
        HikariConfig config = config(options, options.writers());
        config.setPoolName("postgres-writers");
        return open(config);
    }

    /// Connections for transactions that read: each sees one state, from its first statement to its last.
    static HikariDataSource toRead(PostgresOptions options) {
        HikariConfig config = config(options, options.readers());
        config.setPoolName("postgres-readers");
        config.setReadOnly(true);
        return open(config);
    }

    /// A connection for what is done once.
    static Connection once(PostgresOptions options) throws SQLException {
        Properties properties = properties(options);
        properties.setProperty("user", options.user());
        properties.setProperty("password", options.password());
        return DriverManager.getConnection(options.url(), properties);
    }

    private static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException failure
                    ? PostgresErrors.classify(failure)
                    : Refusals.unavailable("The database cannot be reached.", e);
        }
    }

    private static HikariConfig config(PostgresOptions options, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(options.url());
        config.setUsername(options.user());
        config.setPassword(options.password());
        config.setDataSourceProperties(properties(options));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setIsolateInternalQueries(true); // otherwise the first transaction begins with the settings
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setConnectionTimeout(Math.max(1_000, options.patience().toMillis()));
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setConnectionInitSql(settings(options));
        return config;
    }

    private static Properties properties(PostgresOptions options) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "tidemark");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty(
                "targetServerType", "primary"); // never a replica, which only reads; the address may differ
        properties.setProperty(
                "connectTimeout", String.valueOf(Math.max(1, options.patience().toSeconds())));
        properties.setProperty(
                "socketTimeout",
                String.valueOf(options.statementMax().plus(SILENCE).toSeconds()));
        return properties;
    }

    /// What every connection is told first.
    ///
    /// * Statements find their rows by keys. A plan that reads whole tables, or gathers whole sides of a join,
    ///   is made only while they are small, and would be kept when they are not. For the same reason `LATERAL`
    ///   and `OFFSET 0` stand where one row is looked up for each of others, and no index leads halfway to
    ///   where another leads: while there are no rows, the planner takes all ways for equal.
    /// * Whoever is confirmed is on the disk, and on the replica that must have it, also where an operator has made
    ///   that the exception.
    static String settings(PostgresOptions options) {
        return """
                SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off;
                SET enable_mergejoin = off; SET enable_material = off; SET jit = off;
                SET lock_timeout = %d; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d;
                SELECT set_config('synchronous_commit', 'on', false)
                  WHERE current_setting('synchronous_commit') IN ('off', 'local')
                """.formatted(
                        Math.max(1, options.patience().toMillis()),
                        options.statementMax().toMillis(),
                        options.statementMax().toMillis());
    }
}
