package io.tidemark.core.log;

import java.time.Instant;

/// The end of an account's log: what every cursor is measured against.
///
/// @param epoch changes when the database is restored from a backup, so that a cursor from a lost future is recognised;
/// at least 1
/// @param sequence the number of the last change
/// @param at the commit instant of the last change, or a later one that was promised since; millisecond precision; the
/// next change is never stamped earlier
public record Head(long epoch, Sequence sequence, Instant at) {}
