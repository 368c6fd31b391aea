package io.tidemark.core.retention;

/// How much was forgotten at once.
///
/// @param rounds tokens that ended
/// @param states entries of the log that no longer say what they replaced
/// @param departures entries of the log whose departures are no longer told
public record Forgotten(long rounds, long states, long departures) {}
