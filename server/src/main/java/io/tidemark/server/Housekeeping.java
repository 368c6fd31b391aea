package io.tidemark.server;

import io.tidemark.core.directory.Account;
import io.tidemark.core.handshake.Synchronizer;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets what nobody will ask for again: synchronizations that were not used for long, and logins that ended long
/// ago. Works in small transactions, so that it holds up nobody. Thread-safe.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AFTER_START = Duration.ofMinutes(1);

    /// So long an operator can see when a login ended.
    private static final Duration ENDED_SESSIONS_KEPT = Duration.ofDays(30);

    /// In one transaction.
    private static final int SYNCHRONIZATIONS_MAX = 50;

    private final Storage storage;
    private final Duration retention;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    /// @param retention how long an unused synchronization is kept
    Housekeeping(Storage storage, Duration retention, InstantSource clock) {
        this.storage = storage;
        this.retention = retention;
        this.clock = clock;
    }

    /// From now on, once an hour.
    void begin() {
        Future<?> _ = timer.scheduleWithFixedDelay(
                this::run, AFTER_START.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Once, now. What fails is logged and tried again the next time.
    void run() {
        try {
            for (Account account : storage.accounts().all()) {
                run(account);
            }
        } catch (RuntimeException e) {
            LOG.warn("Housekeeping could not be finished and is tried again in an hour", e);
        }
    }

    private void run(Account account) {
        Instant now = clock.instant();
        storage.write(account.id(), tx -> {
            tx.forgetSessionsBefore(now.minus(ENDED_SESSIONS_KEPT));
            return true;
        });
        Instant unusedSince = now.minus(retention).minus(Synchronizer.USE_PRECISION);
        int forgotten = 0;
        int last;
        do {
            last = storage.write(
                    account.id(), tx -> tx.forgetSynchronizationsBefore(unusedSince, SYNCHRONIZATIONS_MAX));
            forgotten += last;
        } while (last == SYNCHRONIZATIONS_MAX && !timer.isShutdown());
        if (forgotten > 0) {
            LOG.atInfo()
                    .addKeyValue("account", account.id().value())
                    .addKeyValue("synchronizations", forgotten)
                    .log("forgot synchronizations that were not used");
        }
    }

    /// Stops after the transaction under way.
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("Housekeeping did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
