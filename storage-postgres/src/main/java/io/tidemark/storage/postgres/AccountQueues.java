package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Refusals;
import io.tidemark.storage.sql.Work;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Works that wait to write, a queue for each account: an account is served by one thread at a time, all of them in
/// turn, and a busy one cannot take all the room. Bounded, and closed without losing a work. Thread-safe.
final class AccountQueues {
    private final int max;
    private final int maxOfOne;
    /// The accounts that are being served or wait to be.
    private final Map<Long, Queue<Work<?>>> queues = new HashMap<>();
    /// The accounts that wait to be served.
    private final Queue<Long> ready = new ArrayDeque<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int length;
    private boolean closed;

    AccountQueues(int max) {
        this.max = max;
        this.maxOfOne = Math.max(1, max / 2);
    }

    /// Adds a work.
    ///
    /// @throws io.tidemark.core.error.SyncException `BUSY` when there is no room, `STORAGE_UNAVAILABLE` when it is
    ///     closed
    void add(long account, Work<?> work) {
        lock.lock();
        try {
            if (closed) {
                throw Refusals.unavailable("The server is stopping. Send the same request again.");
            }
            Queue<Work<?>> queue = queues.get(account);
            if (length >= max || (queue != null && queue.size() >= maxOfOne)) {
                throw Refusals.busy("The database is at its limit. Send the same request again.");
            }
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.put(account, queue);
                ready.add(account);
                changed.signal();
            }
            queue.add(work);
            length++;
        } finally {
            lock.unlock();
        }
    }

    /// The next account to serve, waited for, which is the caller's until [#release]; empty when this is closed and
    /// nothing waits.
    OptionalLong take() {
        lock.lock();
        try {
            while (ready.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Long account = ready.poll();
            return account == null ? OptionalLong.empty() : OptionalLong.of(account);
        } finally {
            lock.unlock();
        }
    }

    /// The next work of an account that the caller serves, or null when none waits.
    @Nullable
    Work<?> poll(long account) {
        lock.lock();
        try {
            Work<?> work = queue(account).poll();
            if (work != null) {
                length--;
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    /// Ends serving an account for now. When works wait, it lines up again, behind the others.
    void release(long account) {
        lock.lock();
        try {
            if (queue(account).isEmpty()) {
                queues.remove(account);
            } else {
                ready.add(account);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private Queue<Work<?>> queue(long account) {
        Queue<Work<?>> queue = queues.get(account);
        if (queue == null) {
            throw new IllegalStateException("the account is not being served");
        }
        return queue;
    }

    /// Takes a work out that is not wanted any more, if it still waits.
    void remove(long account, Work<?> work) {
        lock.lock();
        try {
            Queue<Work<?>> queue = queues.get(account);
            if (queue != null && queue.remove(work)) {
                length--;
            }
        } finally {
            lock.unlock();
        }
    }

    int length() {
        lock.lock();
        try {
            return length;
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
