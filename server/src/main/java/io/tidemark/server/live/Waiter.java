package io.tidemark.server.live;

import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A device that waits. [#await] and [#close] are for the one thread that serves the device; everything else is
/// guarded by the lock of its account.
public final class Waiter implements AutoCloseable {
    /// After it was told, a device is left alone so long, so that a burst of changes reaches it as a few signals.
    private static final long QUIET_NANOS = Duration.ofMillis(100).toNanos();

    private final AccountWatch account;
    private final UserWatch user;
    private final Interest interest;
    private final Sequence since;
    private @Nullable Pending pending;
    private Told.@Nullable Ended ended;
    private @Nullable Thread waiting;
    private long quietUntilNanos = System.nanoTime();
    private long checkedNanos = System.nanoTime();

    /// What it will be told.
    ///
    /// @param types what was touched; not used when anything may have been
    private record Pending(Set<TypeId> types, boolean isAnything, Sequence at, long writtenNanos) {}

    Waiter(AccountWatch account, UserWatch user, Interest interest, Sequence since) {
        this.account = account;
        this.user = user;
        this.interest = interest;
        this.since = since;
    }

    /// Waits until there is something to tell, or the time is over.
    ///
    /// @throws InterruptedException when the thread is interrupted; the device is no longer served then
    public Told await(Duration max) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + max.toNanos();
        while (true) {
            long pauseNanos;
            account.lock.lock();
            try {
                if (ended != null) {
                    return ended;
                }
                long nowNanos = System.nanoTime();
                long leftNanos = deadlineNanos - nowNanos;
                long quietNanos = quietUntilNanos - nowNanos;
                if (pending != null && (quietNanos <= 0 || leftNanos <= 0)) {
                    return take(pending, nowNanos);
                }
                if (leftNanos <= 0) {
                    return new Told.Nothing(account.position(since));
                }
                pauseNanos = pending == null ? leftNanos : Math.min(leftNanos, quietNanos);
                waiting = Thread.currentThread();
            } finally {
                account.lock.unlock();
            }
            LockSupport.parkNanos(this, pauseNanos);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private Told take(Pending taken, long nowNanos) {
        pending = null;
        quietUntilNanos = nowNanos + QUIET_NANOS;
        return new Told.Changed(
                account.positionAt(taken.at()), taken.isAnything() ? Set.of() : taken.types(), taken.writtenNanos());
    }

    /// It waits no longer.
    @Override
    public void close() {
        account.remove(this);
    }

    AccountWatch account() {
        return account;
    }

    Interest interest() {
        return interest;
    }

    UserWatch user() {
        return user;
    }

    /// Something of a type was touched.
    ///
    /// @param at the touch
    /// @param upTo the position up to which the log was looked at
    void tell(TypeId type, long at, Sequence upTo, long writtenNanos) {
        if (at <= since.value()) {
            return;
        }
        Pending before = pending;
        if (before == null) {
            Set<TypeId> types = new HashSet<>();
            types.add(type);
            pending = new Pending(types, false, upTo, writtenNanos);
            wake();
        } else {
            before.types().add(type);
            pending = new Pending(before.types(), before.isAnything(), upTo, before.writtenNanos());
        }
    }

    /// Anything may have changed.
    void tellAnything(long at, Sequence upTo, long writtenNanos) {
        if (at <= since.value()) {
            return;
        }
        pending = new Pending(new HashSet<>(), true, upTo, pending == null ? writtenNanos : pending.writtenNanos());
        wake();
    }

    /// As soon as it waits; anything may have changed.
    void tellAtOnce(Sequence upTo) {
        pending = new Pending(new HashSet<>(), true, upTo, System.nanoTime());
    }

    /// As soon as it waits, if there are types.
    void tellAtOnce(Set<TypeId> types, Sequence upTo) {
        if (!types.isEmpty()) {
            pending = new Pending(new HashSet<>(types), false, upTo, System.nanoTime());
        }
    }

    void end(Told.Ended why) {
        ended = why;
        wake();
    }

    /// Whether its login was last looked at before an instant; from now on it was looked at now.
    boolean isToBeChecked(long beforeNanos) {
        if (checkedNanos - beforeNanos > 0) {
            return false;
        }
        checkedNanos = System.nanoTime();
        return true;
    }

    private void wake() {
        Thread thread = waiting;
        if (thread != null) {
            waiting = null;
            LockSupport.unpark(thread);
        }
    }
}
