package io.tidemark.server;

import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a work in every account again and again, on a thread of its own. What fails in one account is logged, tried
/// again the next time, and holds up no other. Thread-safe.
final class AccountTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountTimer.class);

    private final String name;
    private final Storage storage;
    private final Consumer<Account> work;
    private final Runnable after;
    private final ScheduledExecutorService timer;

    /// @param name what is done, as the log says it
    /// @param work in one account; nobody waits for it
    /// @param after at the end of each round
    AccountTimer(String name, Storage storage, Consumer<Account> work, Runnable after) {
        this.name = name;
        this.storage = storage;
        this.work = work;
        this.after = after;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /// From now on.
    ///
    /// @param pause between the end of one round and the next
    void begin(Duration pause) {
        Future<?> _ = timer.scheduleWithFixedDelay(this::run, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Once, now.
    void run() {
        try {
            storage.accounts().all().forEach(this::run);
            after.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: not done; tried again in a moment", name, e);
        }
    }

    private void run(Account account) {
        if (isEnding()) {
            return;
        }
        try {
            work.accept(account);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("account", account.id().value())
                    .setCause(e)
                    .log("{}: not done in an account; tried again in a moment", name);
        }
    }

    /// Whether a work that takes long should stop.
    boolean isEnding() {
        return timer.isShutdown();
    }

    /// Stops after the work under way.
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                timer.shutdownNow();
                LOG.warn("{}: interrupted; done after the next start", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
