package io.tidemark.server.live;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Looks at one account, one after the other, on a virtual thread that lives while there is something to look
/// for. All signals that come during a look are one more look. Thread-safe.
final class Looks {
    /// Between two looks: changes that come close together are seen in one, which costs a device this time at most.
    private static final long PAUSE_NANOS = 4_000_000;

    private final LongConsumer look;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    private enum Stage {
        IDLE,
        LOOKING,
        WANTED
    }

    /// @param signalledNanos when the first signal came that no look has seen
    private record State(Stage stage, long signalledNanos) {
        private static final State IDLE = new State(Stage.IDLE, 0);
        private static final State LOOKING = new State(Stage.LOOKING, 0);
    }

    /// @param look is told when the first signal came; throws nothing
    Looks(LongConsumer look) {
        this.look = look;
    }

    /// Something may have been written. Quick.
    void signal() {
        State before = state.getAndUpdate(
                now -> now.stage() == Stage.WANTED ? now : new State(Stage.WANTED, System.nanoTime()));
        if (before.stage() == Stage.IDLE) {
            Thread.ofVirtual().name("live look").start(this::run);
        }
    }

    private void run() {
        do {
            State wanted = state.getAndSet(State.LOOKING);
            look.accept(wanted.signalledNanos());
            LockSupport.parkNanos(this, PAUSE_NANOS);
        } while (!state.compareAndSet(State.LOOKING, State.IDLE));
    }
}
