package io.tidemark.server;

import io.tidemark.core.directory.Account;
import io.tidemark.core.handshake.Synchronizer;
import io.tidemark.core.retention.Forgotten;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets what nobody will ask for again: synchronizations that were not used for long, logins that ended long ago,
/// and files that no document names. Works in small transactions, so that it holds up nobody. Thread-safe.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AFTER_START = Duration.ofMinutes(1);

    /// So long an operator can see when a login ended.
    private static final Duration ENDED_SESSIONS_KEPT = Duration.ofDays(30);

    /// So long an operator who is asked about a code can see that it expired.
    private static final Duration EXPIRED_CODES_KEPT = Duration.ofDays(1);

    /// Looking for files takes a look at every file.
    private static final Duration CONTENTS_EVERY = Duration.ofHours(6);

    /// In one transaction.
    private static final int SYNCHRONIZATIONS_MAX = 50;

    private final Storage storage;
    private final ContentCleaning contents;
    private final Retention log;
    private final Duration retention;
    private final BooleanSupplier leads;
    private final InstantSource clock;
    private volatile Instant contentsCleanedAt = Instant.EPOCH;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    /// @param contents removes files
    /// @param log forgets what is old in the log
    /// @param retention how long an unused synchronization is kept
    /// @param leads whether this process is the one that does it
    Housekeeping(
            Storage storage,
            ContentCleaning contents,
            Retention log,
            Duration retention,
            BooleanSupplier leads,
            InstantSource clock) {
        this.leads = leads;
        this.storage = storage;
        this.contents = contents;
        this.log = log;
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
        if (!leads.getAsBoolean()) {
            return;
        }
        try {
            Instant now = clock.instant();
            boolean withContents = !now.isBefore(contentsCleanedAt.plus(CONTENTS_EVERY));
            for (Account account : storage.accounts().all()) {
                run(account, now, withContents);
            }
            contentsCleanedAt = withContents ? now : contentsCleanedAt;
        } catch (RuntimeException e) {
            LOG.warn("Housekeeping could not be finished and is tried again in an hour", e);
        }
    }

    private void run(Account account, Instant now, boolean withContents) {
        storage.write(account.id(), tx -> {
            tx.forgetSessionsBefore(now.minus(ENDED_SESSIONS_KEPT));
            return true;
        });
        int codes = storage.write(account.id(), tx -> tx.forgetDeviceCodesBefore(now.minus(EXPIRED_CODES_KEPT)));
        report(account, "codes", codes, "forgot device codes that had expired");
        Instant unusedSince = now.minus(retention).minus(Synchronizer.USE_PRECISION);
        int uses = storage.write(account.id(), tx -> tx.forgetListUsesBefore(unusedSince));
        report(account, "uses", uses, "forgot what logins were told that ask no longer");
        int forgotten = 0;
        int last;
        do {
            last = storage.write(
                    account.id(), tx -> tx.forgetSynchronizationsBefore(unusedSince, SYNCHRONIZATIONS_MAX));
            forgotten += last;
        } while (last == SYNCHRONIZATIONS_MAX && !timer.isShutdown());
        report(account, "synchronizations", forgotten, "forgot synchronizations that were not used");
        Forgotten old = log.run(account.id(), now, timer::isShutdown);
        report(account, "tokens", old.rounds(), "ended sync tokens that were not the newest");
        report(account, "changes", old.states(), "forgot what changes had replaced");
        report(account, "changes", old.departures(), "forgot what changes had taken from devices");
        if (!withContents) {
            return;
        }
        int removed = contents.run(account.id(), now, timer::isShutdown);
        report(account, "files", removed, "removed files that no document names");
    }

    private static void report(Account account, String what, long count, String sentence) {
        if (count > 0) {
            LOG.atInfo()
                    .addKeyValue("account", account.id().value())
                    .addKeyValue(what, count)
                    .log(sentence);
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
