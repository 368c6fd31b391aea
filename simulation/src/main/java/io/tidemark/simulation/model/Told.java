package io.tidemark.simulation.model;

import org.jspecify.annotations.Nullable;

/// One note in an answer: an entry of `delivered` of meeting API 5.4. Immutable.
///
/// @param state `NEW`, `MODIFIED` or `DELETED`
/// @param note the content; null for `DELETED`
/// @param version the version delivered; 0 for `DELETED`
public record Told(String state, @Nullable Note note, int version) {}
