package io.tidemark.storage.postgres;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Works that wait for a thread of the storage: bounded, first come first served, and closed without losing
/// one. Thread-safe.
final class WorkQueue {
    private final int max;
    private final Queue<Work<?>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    WorkQueue(int max) {
        this.max = max;
    }

    /// Adds a work.
    ///
    /// @throws io.tidemark.core.error.SyncException `BUSY` when it is full, `STORAGE_UNAVAILABLE` when it is
    ///     closed
    void add(Work<?> work) {
        lock.lock();
        try {
            if (closed) {
                throw PostgresErrors.unavailable("The server is stopping. Send the same request again.");
            }
            if (waiting.size() >= max) {
                throw PostgresErrors.busy("The database is at its limit. Send the same request again.");
            }
            waiting.add(work);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next work, waited for; empty when the queue is closed and there is no more.
    Optional<Work<?>> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /// The next work, or null when none waits.
    @Nullable
    Work<?> poll() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes a work out that is not wanted any more, if it still waits.
    void remove(Work<?> work) {
        lock.lock();
        try {
            waiting.remove(work);
        } finally {
            lock.unlock();
        }
    }

    int length() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses later works; those that wait are still taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
