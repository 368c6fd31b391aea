package io.tidemark.server.live;

import io.tidemark.core.object.AccountId;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The writes of whatever process, told late: every account in which somebody waits is looked at again and again,
/// and a look at one that nobody wrote to reads one row. What makes several servers on one storage right, when
/// nothing faster tells them of each other, or that fails. Thread-safe.
public final class PolledWrites implements WriteSignals {
    private final Duration pause;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-polling").factory());

    /// @param pause between two looks
    public PolledWrites(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void begin(Consumer<AccountId> written, Supplier<Collection<AccountId>> watched) {
        Future<?> _ = timer.scheduleWithFixedDelay(
                () -> watched.get().forEach(written), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
