package io.tidemark.cli.backup;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The SQLite of this process, which fails as it does on a bad disk when it is told to: at the n-th call of the
/// thread that said so. Other threads, and this one while it is not told to, have SQLite's own driver. Confined
/// to one thread.
final class FaultySqlite implements Driver, AutoCloseable {
    private static final Set<String> CALLS = Set.of("execute", "executeQuery", "executeUpdate", "commit", "rollback");
    private static final Set<Class<?>> WRAPPED = Set.of(Statement.class, PreparedStatement.class);

    private final Driver driver = DriverManager.getDriver(JDBC.PREFIX);
    private @Nullable Thread failing;
    private boolean endsTransaction;
    private int left;
    private String failed = "";

    /// Puts itself in the place of the driver.
    FaultySqlite() throws SQLException {
        DriverManager.deregisterDriver(driver);
        DriverManager.registerDriver(this);
    }

    /// Fails once.
    ///
    /// @param call from now on, which is 1
    /// @param andEndsTransaction whether SQLite also undoes the transaction that it is in,
    ///     which it does when it must
    void failAt(int call, boolean andEndsTransaction) {
        failing = Thread.currentThread();
        endsTransaction = andEndsTransaction;
        left = call;
        failed = "";
    }

    /// Fails no more.
    ///
    /// @return what failed; empty when nothing did
    String disarm() {
        failing = null;
        return failed;
    }

    @Override
    public @Nullable Connection connect(String url, Properties settings) throws SQLException {
        Connection real = driver.connect(url, settings);
        if (real == null || !Thread.currentThread().equals(failing)) {
            return real;
        }
        beforeCall("connect", real);
        return (Connection) wrap(Connection.class, real, real, "");
    }

    private void beforeCall(String what, Connection connection) throws SQLException {
        if (!Thread.currentThread().equals(failing) || --left != 0) {
            return;
        }
        failed = what;
        if (what.equals("connect")) {
            connection.close();
        } else if (endsTransaction) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            } catch (SQLException none) {
                // There was no transaction.
            }
        }
        throw new SQLiteException("injected", SQLiteErrorCode.SQLITE_IOERR);
    }

    private Object wrap(Class<?> type, Object real, Connection connection, String prepared) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            String sql =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
            if (CALLS.contains(method.getName())) {
                beforeCall(method.getName() + " " + sql, connection);
            }
            Object result = call(real, method, arguments);
            return result != null && WRAPPED.contains(method.getReturnType())
                    ? wrap(method.getReturnType(), result, connection, sql)
                    : result;
        });
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties settings) throws SQLException {
        return driver.getPropertyInfo(url, settings);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
        DriverManager.registerDriver(driver);
    }
}
