/// Live changes: who waits, what concerns him, and how a server hears that somebody wrote (ADR 0031).
///
/// Start with [io.tidemark.server.live.LiveChanges]. What must not be here: HTTP, and what a login is.
@NullMarked
package io.tidemark.server.live;

import org.jspecify.annotations.NullMarked;
