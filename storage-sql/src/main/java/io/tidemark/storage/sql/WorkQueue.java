package io.tidemark.storage.sql;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Works that wait for a thread of the storage: bounded, first come first served, and closed without losing
/// one. Thread-safe.
public final class WorkQueue {
    private final int max;
    private final Queue<Work<?>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    public WorkQueue(int max) {
        this.max = max;
    }

    /// Adds a work.
    ///
    /// @throws io.tidemark.core.error.SyncException `BUSY` when it is full, `STORAGE_UNAVAILABLE` when it is
    ///     closed
    public void add(Work<?> work) {
        lock.lock();
        try {
            if (closed) {
                throw Refusals.unavailable("The server is stopping. Send the same request again.");
            }
            if (waiting.size() >= max) {
                throw Refusals.busy("The database is at its limit. Send the same request again.");
            }
            waiting.add(work);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next work, waited for; empty when the queue is closed and there is no more.
    public Optional<Work<?>> take() {
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

    /// Serves works until the queue is closed and there is no more.
    ///
    /// @param one runs a work that has begun, or keeps why it failed
    public void serve(Consumer<Work<?>> one) {
        Optional<Work<?>> next = take();
        while (next.isPresent()) {
            Work<?> work = next.get();
            if (work.begin()) {
                one.accept(work);
                work.announce();
            }
            next = take();
        }
    }

    /// The next work, or null when none waits.
    @Nullable
    public Work<?> poll() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes a work out that is not wanted any more, if it still waits.
    public void remove(Work<?> work) {
        lock.lock();
        try {
            waiting.remove(work);
        } finally {
            lock.unlock();
        }
    }

    public int length() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses later works; those that wait are still taken.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
