package io.tidemark.core.storage.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/// How to take back what the transaction under way did, latest step first. Confined to the storage's lock.
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    void rollBack() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }

    void forget() {
        steps.clear();
    }
}
