package io.tidemark.server;

import io.tidemark.core.changes.ListUses;
import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.sweep.Sweeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks again at objects whose time has come, in every account, soon after it has; and writes what lists of
/// changes
/// told. Nobody waits for either: a list looks before it answers, and nothing depends on what is noted.
/// Thread-safe.
final class SweepTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepTimer.class);

    /// An account in which nothing is due costs one look into an index.
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Storage storage;
    private final Sweeper sweeper;
    private final ListUses uses;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweeps").factory());

    SweepTimer(Storage storage, Sweeper sweeper, ListUses uses, InstantSource clock) {
        this.storage = storage;
        this.sweeper = sweeper;
        this.uses = uses;
        this.clock = clock;
    }

    /// From now on.
    void begin() {
        Future<?> _ = timer.scheduleWithFixedDelay(this::run, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Once, now. What fails in one account is logged, tried again the next time, and holds up no other.
    void run() {
        try {
            for (Account account : storage.accounts().all()) {
                run(account);
            }
            uses.flush();
        } catch (RuntimeException e) {
            LOG.warn("Selections could not be looked at for the time that passed; tried again in a moment", e);
        }
    }

    private void run(Account account) {
        if (timer.isShutdown()) {
            return;
        }
        try {
            sweeper.sweep(account.id(), clock.instant());
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("account", account.id().value())
                    .setCause(e)
                    .log("Selections could not be looked at for the time that passed; tried again in a moment");
        }
    }

    private void flushLast() {
        try {
            uses.flush();
        } catch (RuntimeException e) {
            LOG.warn("What the last lists told could not be noted", e);
        }
    }

    /// Stops after the account under way.
    @Override
    public void close() {
        timer.shutdown();
        flushLast();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                timer.shutdownNow();
                LOG.warn("A look at selections was interrupted; it is done after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
