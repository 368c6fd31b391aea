package io.tidemark.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing history short: leaves out pieces, large ones first, as long as what is left still fails.
final class Shrinker {
    private Shrinker() {}

    /// The shortest history found that still fails.
    ///
    /// @param history one that fails
    /// @param fails whether a history fails; must not depend on anything else
    static <T> List<T> shrink(List<T> history, Predicate<List<T>> fails) {
        List<T> shortest = history;
        for (int piece = Math.max(1, history.size() / 2); piece >= 1; piece = piece == 1 ? 0 : piece / 2) {
            int at = 0;
            while (at < shortest.size()) {
                List<T> candidate = new ArrayList<>(shortest.subList(0, at));
                candidate.addAll(shortest.subList(Math.min(shortest.size(), at + piece), shortest.size()));
                if (fails.test(candidate)) {
                    shortest = candidate;
                } else {
                    at += piece;
                }
            }
        }
        return shortest;
    }
}
