package io.tidemark.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.object.AccountId;
import io.tidemark.storage.sql.Refusals;
import io.tidemark.storage.sql.SqlTransaction;
import io.tidemark.storage.sql.TypeNumbers;
import io.tidemark.storage.sql.Work;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Commits the writing works of accounts: all that wait in one account in one transaction, each behind a
/// savepoint of its own, and only then lets their callers go on. One flush of the disk, and one turn of the
/// account, serve many.
///
/// A work that fails is undone alone. When the transaction fails because another server was in the way, or
/// because the connection was lost, all of its works are run again, and the account's turn is taken first, so
/// that it cannot happen for the same reason again.
///
/// Each thread that writes runs this loop; an account is served by one of them at a time.
final class GroupCommit implements Runnable {
    /// A transaction takes no more works than this, and none after this long, so that the first does not wait for
    /// the last. PostgreSQL remembers 64 savepoints of a transaction in the place where all others look for them.
    private static final int WORKS_MAX = 60;

    private static final long GATHERING_NANOS = Duration.ofMillis(50).toNanos();
    /// A transaction is run so often before its works are refused.
    private static final int ATTEMPTS_MAX = 5;

    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());
    private static final String WENT_BACK =
            "the database has lost changes of account {0} that it had confirmed: a replica took over that did not have"
                    + " them, or a backup was put back. A new epoch began in the account: its devices are told"
                    + " everything anew, and tokens from before are refused with TM-2005. What was lost and is on no"
                    + " device any more is lost. Other accounts may have lost something too: see Replicas in"
                    + " docs/operations.md";

    private final HikariDataSource connections;
    private final AccountQueues queues;
    private final UnknownCommit unknownCommit;
    private final StatementHook hook;
    private final TypeNumbers.Known types;
    private final Confirmed confirmed;
    private final InstantSource clock;
    private final long node;

    private final AtomicLong marks = new AtomicLong();
    private final LongAdder commits = new LongAdder();
    private final LongAdder works = new LongAdder();
    private final LongAdder worksFailed = new LongAdder();
    private final LongAdder collisions = new LongAdder();
    private final LongAdder commitsLookedUp = new LongAdder();
    private volatile long lastCommitNanos;

    /// @param node the number of this storage among all that use the database
    GroupCommit(
            HikariDataSource connections,
            AccountQueues queues,
            UnknownCommit unknownCommit,
            StatementHook hook,
            TypeNumbers.Known types,
            Confirmed confirmed,
            InstantSource clock,
            long node) {
        this.connections = connections;
        this.queues = queues;
        this.unknownCommit = unknownCommit;
        this.hook = hook;
        this.types = types;
        this.confirmed = confirmed;
        this.clock = clock;
        this.node = node;
    }

    PostgresStatistics statistics(int readsWaiting) {
        return new PostgresStatistics(
                queues.length(),
                readsWaiting,
                commits.sum(),
                works.sum(),
                worksFailed.sum(),
                collisions.sum(),
                commitsLookedUp.sum(),
                lastCommitNanos);
    }

    @Override
    public void run() {
        OptionalLong next = queues.take();
        while (next.isPresent()) {
            long account = next.getAsLong();
            try {
                commit(new Group(account));
            } finally {
                queues.release(account);
            }
            next = queues.take();
        }
    }

    private void commit(Group group) {
        Throwable failure = null;
        for (int attempt = 1; attempt <= ATTEMPTS_MAX && !group.isCommitted; attempt++) {
            try {
                attempt(group, attempt > 1);
                failure = null;
            } catch (Undone undone) {
                failure = undone.getCause();
                collisions.increment();
            } catch (RuntimeException | Error thrown) {
                failure = thrown;
                break;
            }
        }
        group.announce(failure);
    }

    /// Runs the works of a group in one transaction, and commits it.
    private void attempt(Group group, boolean turnFirst) {
        try (Connection connection = connections.getConnection()) {
            Turn turn = new Turn(group.account, node, marks.incrementAndGet());
            PostgresSession session = new PostgresSession(connection, hook, types, turn);
            try {
                group.run(session, turnFirst);
            } catch (RuntimeException | Error thrown) {
                throw undone(session, thrown);
            }
            commit(group, session, connection, turn);
        } catch (SQLException e) {
            throw PostgresErrors.classify(e);
        }
    }

    /// Ends a transaction that failed as a whole.
    ///
    /// @return the failure; [Undone] when the transaction may be run again
    private static RuntimeException undone(PostgresSession session, Throwable thrown) {
        RuntimeException failure = session.failure();
        boolean mayRunAgain = session.mayRunAgain();
        try {
            session.rollback();
        } catch (RuntimeException ended) {
            thrown.addSuppressed(ended);
        }
        if (failure != null && mayRunAgain) {
            return new Undone(failure);
        }
        return switch (thrown) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(thrown);
        };
    }

    private void commit(Group group, PostgresSession session, Connection connection, Turn turn) {
        if (!group.hasBegunEpoch && confirmed.isLost(group.account, session.taken())) {
            types.forget();
            session.rollback();
            throw new Undone(Refusals.busy("The database has gone back. Send the same request again."));
        }
        long start = System.nanoTime();
        try {
            session.commit();
        } catch (SQLException e) {
            if (session.hasTurn()) {
                lookUp(connection, turn, e);
            } else {
                throw new Undone(PostgresErrors.classify(e));
            }
        }
        group.isCommitted = true;
        Turn.Taken taken = session.taken();
        if (taken != null) {
            confirmed.confirm(turn, taken);
        }
        if (group.hasBegunEpoch) {
            LOG.log(Level.ERROR, WENT_BACK, Long.toString(group.account));
        }
        lastCommitNanos = System.nanoTime() - start;
        commits.increment();
    }

    /// Finds out what became of a commit that failed or was not answered. Its connection is closed first: so the
    /// server ends the transaction if it still waits for the commit.
    private void lookUp(Connection connection, Turn turn, SQLException e) {
        commitsLookedUp.increment();
        connections.evictConnection(connection);
        if (!unknownCommit.happened(turn, e)) {
            throw new Undone(PostgresErrors.classify(e));
        }
    }

    /// A transaction of which nothing is left, and that may be run again.
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undone(RuntimeException cause) {
            super(cause);
        }
    }

    /// Works of one account that are committed together. Confined to one thread.
    private final class Group {
        private final long account;
        private final List<Work<?>> begun = new ArrayList<>();
        private final List<Work<?>> failed = new ArrayList<>();
        private final long deadline = System.nanoTime() + GATHERING_NANOS;
        private boolean isCommitted;
        private boolean hasBegunEpoch;

        Group(long account) {
            this.account = account;
        }

        /// Runs the works that have begun in an earlier attempt, then those that wait.
        void run(PostgresSession session, boolean turnFirst) {
            failed.clear();
            hasBegunEpoch = false;
            boolean holdsSomething = false;
            Work<?> next = next(0);
            for (int i = 1; next != null; i++) {
                if (!holdsSomething && turnFirst) {
                    session.takeTurn();
                    beginEpochIfLost(session);
                }
                if (holdsSomething) {
                    session.savepoint();
                }
                if (succeeds(next, session)) {
                    holdsSomething = true;
                } else {
                    failed.add(next);
                    if (holdsSomething) {
                        session.rollbackToSavepoint();
                    } else {
                        session.rollback();
                        hasBegunEpoch = false;
                    }
                }
                next = next(i);
            }
        }

        /// What was confirmed is gone, so devices may be ahead of the account's log, as after a restore from a backup
        /// (ADR 0032). Where the log goes on from is not known any more, so everybody is told everything.
        private void beginEpochIfLost(PostgresSession session) {
            if (!confirmed.isLost(account, session.taken())) {
                return;
            }
            types.forget();
            hasBegunEpoch = true;
            if (account == PostgresStorage.REGISTER) {
                return;
            }
            Instant now = clock.instant();
            Instant reached = confirmed.reached(account);
            try (SqlTransaction transaction = SqlTransaction.begin(session, new AccountId(account), Set.of(account))) {
                transaction.startEpoch(
                        (now.isAfter(reached) ? now : reached).plus(Epoch.CLOCKS_APART_MAX), Instant.EPOCH);
            }
        }

        private @Nullable Work<?> next(int place) {
            while (place >= begun.size()) {
                boolean room = begun.isEmpty() || (begun.size() < WORKS_MAX && System.nanoTime() < deadline);
                Work<?> waiting = room ? queues.poll(account) : null;
                if (waiting == null) {
                    return null;
                }
                if (waiting.begin()) {
                    begun.add(waiting);
                }
            }
            return begun.get(place);
        }

        /// Runs one work.
        ///
        /// @return whether it succeeded; its failure is its own
        /// @throws RuntimeException when the whole transaction is lost
        @SuppressWarnings("CatchingUnchecked")
        private boolean succeeds(Work<?> work, PostgresSession session) {
            try {
                work.run(session);
                return true;
            } catch (Throwable thrown) {
                RuntimeException failure = session.failure();
                if (failure != null && session.mayRunAgain()) {
                    throw failure;
                }
                work.fail(thrown);
                return false;
            } finally {
                Thread.interrupted();
            }
        }

        void announce(@Nullable Throwable failure) {
            if (failure != null) {
                if (begun.isEmpty()) {
                    next(0); // nothing ran because there was no connection
                }
                begun.forEach(work -> work.fail(failure));
            }
            int undone = failure == null ? failed.size() : begun.size();
            worksFailed.add(undone);
            works.add(begun.size() - undone);
            begun.forEach(Work::announce);
        }
    }
}
