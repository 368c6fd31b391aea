/// Readers of the log that do something about what they read, long after the writer has got its answer.
///
/// The log is the queue (ADR 0022): nothing is put anywhere else to be worked on later, so nothing can be
/// committed and not be worked on. Start with [io.tidemark.core.follow.LogFollower]. What must not be here:
/// threads, clocks and waiting, which belong to whoever drives a follower.
@NullMarked
package io.tidemark.core.follow;

import org.jspecify.annotations.NullMarked;
