package io.tidemark.server.follow;

import io.tidemark.core.follow.LogFollower;
import io.tidemark.core.follow.Step;
import io.tidemark.core.object.AccountId;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One follower in one account: a virtual thread that lives while there is something to do. Thread-safe.
final class Drive {
    private static final Logger LOG = LoggerFactory.getLogger(Drive.class);

    private final LogFollower follower;
    private final AccountId account;
    private final BackOff backOff;
    private final RandomGenerator random;
    private final Runnable failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    private @Nullable Thread thread;
    private boolean woken;
    private boolean ending;
    private long busySinceNanos;
    private long behind;

    /// @param failed called for every step that failed
    Drive(LogFollower follower, AccountId account, BackOff backOff, RandomGenerator random, Runnable failed) {
        this.follower = follower;
        this.account = account;
        this.backOff = backOff;
        this.random = random;
        this.failed = failed;
    }

    /// Something may have been written.
    void wake() {
        lock.lock();
        try {
            woken = true;
            if (thread == null && !ending) {
                busySinceNanos = System.nanoTime();
                thread = Thread.ofVirtual().name("follower " + follower.name()).start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /// For how long it has not been at the end of the log.
    Duration lag() {
        lock.lock();
        try {
            return thread == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - busySinceNanos);
        } finally {
            lock.unlock();
        }
    }

    /// How many entries it had before it after the last step.
    long behind() {
        lock.lock();
        try {
            return behind;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        int failures = 0;
        Duration pause = Duration.ZERO;
        while (goesOn(pause)) {
            try {
                Step step = follower.step(account);
                failures = 0;
                pause = step.pause();
                note(step);
            } catch (RuntimeException e) {
                failures++;
                pause = failedOnce(failures, e);
                again();
            }
        }
    }

    private Duration failedOnce(int failures, RuntimeException e) {
        if (isEnding()) {
            return Duration.ZERO;
        }
        failed.run();
        Duration pause = backOff.after(failures, random);
        LOG.atWarn()
                .addKeyValue("account", account.value())
                .addKeyValue("follower", follower.name())
                .addKeyValue("failures", failures)
                .setCause(e)
                .log("a follower of the log failed and tries again in {} ms", pause.toMillis());
        return pause;
    }

    private void note(Step step) {
        lock.lock();
        try {
            behind = step.behind();
            switch (step.state()) {
                case AGAIN, LATER -> woken = true;
                case DONE, NOT_FOLLOWED -> busySinceNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private void again() {
        lock.lock();
        try {
            woken = true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the pause, and says whether there is something to do. If not, the thread is not counted any
    /// more.
    private boolean goesOn(Duration pause) {
        lock.lock();
        try {
            awaitEnd(pause);
            boolean more = woken && !ending;
            woken = false;
            if (!more) {
                thread = null;
                ended.signalAll();
            }
            return more;
        } finally {
            lock.unlock();
        }
    }

    private void awaitEnd(Duration pause) {
        long left = pause.toNanos();
        try {
            while (left > 0 && !ending) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            ending = true;
        }
    }

    private boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /// No further step begins; pauses end.
    void end() {
        lock.lock();
        try {
            ending = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the step under way, after [#end].
    ///
    /// @return whether it ended in time
    boolean awaitRest(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (thread != null && left > 0) {
                left = ended.awaitNanos(left);
            }
            return thread == null;
        } finally {
            lock.unlock();
        }
    }

    /// Interrupts the step under way.
    void interrupt() {
        lock.lock();
        try {
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
