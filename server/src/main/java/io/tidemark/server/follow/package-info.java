/// What drives the followers of the log: threads, pauses and the signal that something was written.
///
/// Start with [io.tidemark.server.follow.Followers]. What must not be here: what a follower does.
@NullMarked
package io.tidemark.server.follow;

import org.jspecify.annotations.NullMarked;
