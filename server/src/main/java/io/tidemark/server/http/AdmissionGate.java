package io.tidemark.server.http;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets a bounded number of requests work at the same time. More wait in the order they came; when too many wait, or
/// one waits too long, it is told to come again. Thread-safe.
final class AdmissionGate {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Semaphore places;
    private final int queueMax;
    private final Duration waitMax;
    private final AtomicInteger waiting = new AtomicInteger();

    AdmissionGate(int places, int queueMax, Duration waitMax) {
        this.places = new Semaphore(places, true);
        this.queueMax = queueMax;
        this.waitMax = waitMax;
    }

    /// Takes a place; [#leave] gives it back.
    ///
    /// @throws SyncException with `BUSY` when there is none in time
    void enter() {
        if (places.tryAcquire() && nobodyIsOvertaken()) {
            return;
        }
        if (waiting.incrementAndGet() > queueMax) {
            waiting.decrementAndGet();
            throw busy();
        }
        try {
            if (!places.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /// `tryAcquire()` without a time takes a place even when others wait; then it is handed on.
    private boolean nobodyIsOvertaken() {
        if (!places.hasQueuedThreads()) {
            return true;
        }
        places.release();
        return false;
    }

    void leave() {
        places.release();
    }

    int waiting() {
        return waiting.get();
    }

    private static SyncException busy() {
        return SyncException.retryable(
                ErrorCode.BUSY, "The server works at its limit. Send the same request again shortly.", RETRY_AFTER);
    }
}
