package io.tidemark.simulation.model;

import java.util.Map;
import java.util.TreeMap;

/// A round of meeting API 5.4: what it delivered never changes, what was shown under it grows.
///
/// @param number 1, 2, 3 …
/// @param parent the round that the device came from; 0 for the first
/// @param delivered by id
/// @param shown by id
record ModelRound(int number, int parent, Map<String, Told> delivered, Map<String, Shown> shown) {
    ModelRound(int number, int parent, Map<String, Told> delivered) {
        this(number, parent, Map.copyOf(delivered), new TreeMap<>());
    }
}
