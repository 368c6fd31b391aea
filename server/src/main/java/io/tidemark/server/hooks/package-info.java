/// Telling connected apps what happened (command API 4.3).
///
/// Start with [io.tidemark.server.hooks.HookWork]: what a follower of the log does for one connection. What
/// must not be here: which changes are events (they are in the catalog), and how a call is made.
@NullMarked
package io.tidemark.server.hooks;

import org.jspecify.annotations.NullMarked;
