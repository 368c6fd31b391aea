package io.tidemark.server.http;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Cuts off clients that neither send nor take: blocking work on a connection runs under a guard, and when it takes too
/// long, its thread is interrupted, which closes the channel it is blocked on. The web server has no time limits of its
/// own for this. Thread-safe.
final class StallWatch implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("stall-watch").factory());

    StallWatch() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Guards the calling thread from now until the guard is closed, by the same thread.
    Guard guard(Duration limit) {
        Guard guard = new Guard(Thread.currentThread());
        Future<?> timeout = timer.schedule(guard::fire, limit.toMillis(), TimeUnit.MILLISECONDS);
        guard.cancelOnClose(timeout);
        return guard;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /// One stretch of blocking work. Made and closed by the thread that does it.
    static final class Guard implements AutoCloseable {
        private final Thread thread;
        private Runnable cancel = () -> {};
        private boolean closed;
        private boolean fired;

        private Guard(Thread thread) {
            this.thread = thread;
        }

        private void cancelOnClose(Future<?> timeout) {
            cancel = () -> timeout.cancel(false);
        }

        private synchronized void fire() {
            if (!closed) {
                fired = true;
                thread.interrupt();
            }
        }

        /// Ends the guard; after it nothing interrupts the thread any more.
        ///
        /// @throws CloseConnectionException when the work took too long
        @Override
        public void close() {
            boolean tooLong;
            synchronized (this) {
                closed = true;
                tooLong = fired;
            }
            cancel.run();
            if (tooLong && Thread.interrupted()) {
                throw new CloseConnectionException("the client stalled");
            }
        }
    }
}
