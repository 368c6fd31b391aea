package io.tidemark.simulation.model;

import java.util.Map;

/// An answer of Sync.
///
/// @param token names the round
/// @param told by id
public record ModelAnswer(ModelToken token, Map<String, Told> told) {
    public ModelAnswer {
        told = Map.copyOf(told);
    }
}
