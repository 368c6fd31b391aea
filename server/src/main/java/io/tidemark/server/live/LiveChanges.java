package io.tidemark.server.live;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.login.Identity;
import io.tidemark.server.metrics.ServerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells waiting devices that something changed for their users (ADR 0031).
///
/// A device waits from a position of the log on. Whatever is committed behind it and concerns its user wakes it, in
/// whatever order commit and wait begin; so a device that takes its position before it synchronizes misses nothing.
/// It is told that it is to synchronize, and of which types, and no more. Thread-safe.
public final class LiveChanges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveChanges.class);

    /// What a device is told that finds no place.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /// An account in which nobody has waited for so long is forgotten; until then a device that comes back is
    /// answered from memory.
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private static final Duration TIDIED_EVERY = Duration.ofMillis(250);

    /// Logins in one transaction.
    private static final int CHECKED_MAX = 500;

    private final Storage storage;
    private final StandingLogins logins;
    private final ServerConfig.Live settings;
    private final ServerMetrics metrics;
    private final List<WriteSignals> signals;
    private final Map<AccountId, Watched> accounts = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-logins").factory());
    private volatile boolean closed;

    /// Which logins still stand.
    @FunctionalInterface
    public interface StandingLogins {
        /// Those of one account that stand no more.
        Set<Identity> ended(AccountId account, Collection<Identity> logins);
    }

    private record Watched(AccountWatch watch, Looks looks) {}

    /// @param signals how it hears of writes; closed with it
    public LiveChanges(
            Storage storage,
            StandingLogins logins,
            ServerConfig.Live settings,
            ServerMetrics metrics,
            List<WriteSignals> signals) {
        this.storage = storage;
        this.logins = logins;
        this.settings = settings;
        this.metrics = metrics;
        this.signals = List.copyOf(signals);
        metrics.waitingDevices(waiting::get);
    }

    /// From now on.
    public void begin() {
        signals.forEach(kind -> kind.begin(this::written, accounts::keySet));
        Future<?> _ = timer.scheduleWithFixedDelay(
                this::tidy, TIDIED_EVERY.toMillis(), TIDIED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Lets a device wait. It holds a place until it is given up with [#leave].
    ///
    /// @param since where it was told up to; empty when it was never told, and then it is told at once
    /// @throws SyncException with `BUSY` when too many wait, or the server is shutting down
    public Waiter enter(Interest interest, Optional<LivePosition> since) {
        Identity who = interest.who();
        if (waiting.incrementAndGet() > settings.devices()) {
            waiting.decrementAndGet();
            throw full("on this server");
        }
        Watched account = accounts.compute(who.account(), this::withAPlace);
        try {
            if (account.watch().places() > settings.devicesPerAccount()) {
                throw full("in this account");
            }
            Waiter waiter = account.watch()
                    .add(interest, since, settings.devicesPerUser())
                    .orElseThrow(() -> full("for this user"));
            account.looks().signal();
            if (closed) {
                waiter.close();
                throw ending();
            }
            return waiter;
        } catch (RuntimeException e) {
            giveUp(account.watch());
            throw e;
        }
    }

    /// Taken while nobody can forget the account.
    private Watched withAPlace(AccountId account, @Nullable Watched known) {
        Watched watched = known == null ? watched(account) : known;
        watched.watch().takePlace();
        return watched;
    }

    private void giveUp(AccountWatch account) {
        account.leavePlace();
        waiting.decrementAndGet();
    }

    /// Gives a place up.
    public void leave(Waiter waiter) {
        waiter.close();
        giveUp(waiter.account());
    }

    private static SyncException full(String where) {
        return SyncException.retryable(
                ErrorCode.BUSY,
                "Too many devices wait for changes " + where
                        + ". Synchronize from time to time instead, and try again.",
                RETRY_AFTER);
    }

    /// The refusal of a device while the server ends.
    public static SyncException ending() {
        return SyncException.retryable(
                ErrorCode.BUSY, "The server is shutting down. Wait for changes again shortly.", Duration.ofSeconds(2));
    }

    private Watched watched(AccountId account) {
        AccountWatch watch = new AccountWatch(storage, account);
        return new Watched(watch, new Looks(writtenNanos -> look(account, watch, writtenNanos)));
    }

    private void look(AccountId account, AccountWatch watch, long writtenNanos) {
        try {
            if (!closed) {
                watch.look(writtenNanos);
                metrics.liveLooked();
            }
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("account", account.value())
                    .setCause(e)
                    .log("Waiting devices could not be told of a change; tried again in a moment");
        }
    }

    /// Somebody may have written to an account. Quick.
    private void written(AccountId account) {
        Watched watched = accounts.get(account);
        if (watched != null && watched.watch().places() > 0) {
            watched.looks().signal();
        }
    }

    /// Ends the waits of logins that stand no more, and forgets accounts in which nobody waits.
    private void tidy() {
        try {
            long nowNanos = System.nanoTime();
            accounts.forEach((account, watched) -> {
                checkLogins(
                        account,
                        watched.watch(),
                        nowNanos - settings.heartbeat().toNanos());
            });
            accounts.keySet()
                    .forEach(account -> accounts.computeIfPresent(
                            account,
                            (id, watched) -> watched.watch().isEmptySince(nowNanos - FORGOTTEN_AFTER.toNanos())
                                    ? null
                                    : watched));
        } catch (RuntimeException e) {
            LOG.warn("The logins of waiting devices could not be looked at; tried again in a moment", e);
        }
    }

    private void checkLogins(AccountId account, AccountWatch watch, long beforeNanos) {
        List<Waiter> due = watch.toBeChecked(beforeNanos);
        for (int from = 0; from < due.size(); from += CHECKED_MAX) {
            List<Waiter> some = due.subList(from, Math.min(due.size(), from + CHECKED_MAX));
            Set<Identity> ended = logins.ended(
                    account,
                    some.stream().map(waiter -> waiter.interest().who()).toList());
            if (!ended.isEmpty()) {
                watch.end(
                        some.stream()
                                .filter(waiter ->
                                        ended.contains(waiter.interest().who()))
                                .toList(),
                        Told.Ended.LOGGED_OUT);
            }
        }
    }

    /// All waits end at once, and no new one begins.
    @Override
    public void close() {
        closed = true;
        signals.forEach(WriteSignals::close);
        timer.shutdownNow();
        new ArrayList<>(accounts.values()).forEach(account -> account.watch().end(Told.Ended.SHUT_DOWN));
    }
}
