package io.tidemark.storage.postgres;

import io.tidemark.core.object.AccountId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// One of the server processes that share a database: it hears of the others' writes within milliseconds, tells them
/// of its own, and finds out which one of them leads, which does what is to be done once.
///
/// Writes are told after their commit on a connection of their own (`NOTIFY` inside of it would make the commits of all
/// accounts wait for each other). What is told when a connection is lost is lost: whoever listens looks by himself from
/// time to time. The leader is who holds an advisory lock; PostgreSQL lets go of it when the connection ends, however
/// it does. For a moment, one that lost its connection and does not know yet may take itself for the leader beside
/// another: what a leader does must bear that.
///
/// Thread-safe.
public final class PostgresNode implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PostgresNode.class.getName());

    private static final String LISTEN = "LISTEN tidemark";
    private static final String TELL = "SELECT pg_notify('tidemark', told) FROM unnest(?) AS told";
    /// The lock's number says "tidemark" in letters, so that an operator knows whose it is.
    private static final String LEAD = "SELECT pg_try_advisory_lock(x'746964656d61726b'::bigint)";

    private static final int HEAR_MILLIS = 1_000;
    private static final long RECONNECT_MILLIS = 1_000;
    private static final int TELL_MAX = 1_000;

    private final PostgresOptions options;
    private final Runnable connectedAgain;
    private final String name = Long.toHexString(new SecureRandom().nextLong());
    private final LinkedBlockingQueue<AccountId> written = new LinkedBlockingQueue<>();
    private final Set<AccountId> toTell = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean leads;
    private @Nullable Thread hearing;
    private @Nullable Thread telling;

    /// @param connectedAgain is called when a connection to the database stands again after one was lost, before this
    ///     process asks for the lead; if it throws, it is called again a moment later
    PostgresNode(PostgresOptions options, Runnable connectedAgain) {
        this.options = options;
        this.connectedAgain = connectedAgain;
    }

    /// From now on.
    ///
    /// @param heard is called for an account to which another process wrote; quick
    /// @param leading is called whenever this process begins to lead; if it throws, the lead is given back, and
    ///     asked for again a moment later
    public synchronized void begin(Consumer<AccountId> heard, Runnable leading) {
        hearing = Thread.ofPlatform().daemon().name("postgres-hearing").start(() -> hear(heard, leading));
        telling = Thread.ofPlatform().daemon().name("postgres-telling").start(this::tell);
    }

    /// Whether this process leads now.
    public boolean leads() {
        return leads;
    }

    /// This process wrote to an account: the others hear of it. Quick; many writes in a row are told once.
    public void wrote(AccountId account) {
        if (toTell.add(account)) {
            written.add(account);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void hear(Consumer<AccountId> heard, Runnable leading) {
        boolean wasConnected = false;
        while (!isClosing()) {
            try (Connection connection = Connections.once(options);
                    Statement statement = connection.createStatement()) {
                statement.execute(LISTEN);
                if (wasConnected) {
                    connectedAgain.run();
                }
                wasConnected = true;
                PGConnection notified = connection.unwrap(PGConnection.class);
                while (!isClosing()) {
                    lead(statement, leading);
                    for (PGNotification one : notified.getNotifications(HEAR_MILLIS)) {
                        account(one.getParameter()).ifPresent(heard);
                    }
                }
            } catch (SQLException | RuntimeException e) { // also what `heard` or `leading` throws: it is done again
                lost("hearing of", e);
            } finally {
                leads = false;
            }
        }
    }

    /// Asks for the lead; a connection that died is noticed by asking.
    private void lead(Statement statement, Runnable leading) throws SQLException {
        if (leads) {
            statement.execute("");
            return;
        }
        try (ResultSet got = statement.executeQuery(LEAD)) {
            leads = got.next() && got.getBoolean(1);
        }
        if (leads) {
            LOG.log(Level.INFO, "this server does what the servers of this database do once");
            leading.run();
        }
    }

    private Optional<AccountId> account(String told) {
        String[] parts = told.split(":", 2);
        return parts.length < 2 || parts[0].equals(name)
                ? Optional.empty()
                : Optional.of(new AccountId(Long.parseLong(parts[1])));
    }

    private void tell() {
        while (!isClosing()) {
            try (Connection connection = Connections.once(options);
                    PreparedStatement statement = connection.prepareStatement(TELL)) {
                while (!isClosing()) {
                    tell(connection, statement);
                }
            } catch (SQLException e) {
                lost("telling of", e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tell(Connection connection, PreparedStatement statement) throws SQLException, InterruptedException {
        List<AccountId> accounts = new ArrayList<>();
        accounts.add(written.take());
        written.drainTo(accounts, TELL_MAX);
        accounts.forEach(toTell::remove);
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text",
                        accounts.stream()
                                .map(account -> name + ":" + account.value())
                                .toArray()));
        statement.execute();
    }

    private void lost(String what, Exception failure) {
        if (!isClosing()) {
            LOG.log(Level.WARNING, "the connection for " + what + " writes was lost; tried again in a moment", failure);
            try {
                boolean _ = closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Ends; the lead goes to another process.
    @Override
    public synchronized void close() {
        closing.countDown();
        join(telling, true);
        join(hearing, false);
    }

    private static void join(@Nullable Thread thread, boolean interrupted) {
        if (thread == null) {
            return;
        }
        if (interrupted) {
            thread.interrupt();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
