package io.tidemark.simulation.model;

/// The opaque name of a round (meeting API 5.4), with the moment at which it was given.
///
/// @param round the round
/// @param position how many changes there had been
public record ModelToken(int round, int position) {}
