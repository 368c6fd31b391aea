package io.tidemark.storage.sql;

import java.util.ArrayList;
import java.util.List;

/// The threads of a storage on which works run. Filled before the first of them starts; thread-safe from then on.
///
/// Platform threads: the calls of a database would pin the carriers of virtual ones.
public final class WorkThreads {
    private final List<Thread> threads = new ArrayList<>();

    /// Adds a thread.
    public void add(String name, Runnable loop) {
        threads.add(Thread.ofPlatform().daemon().name(name).unstarted(loop));
    }

    /// Lets all of them run.
    public void start() {
        threads.forEach(Thread::start);
    }

    /// A work that waited for another one of the same storage would wait for ever.
    ///
    /// @throws IllegalStateException when the caller is one of these threads
    public void requireOutside() {
        if (threads.contains(Thread.currentThread())) {
            throw new IllegalStateException("a work must not run another one");
        }
    }

    /// Waits for the end of all of them, whether or not the caller is interrupted meanwhile.
    ///
    /// @return whether it was; it is to be interrupted again when nothing is left to be done
    public boolean awaitEnd() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }
}
