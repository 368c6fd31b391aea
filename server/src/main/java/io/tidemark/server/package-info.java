/// The assembled server.
///
/// Start with [io.tidemark.server.TidemarkServer]: all parts and how they are connected, on one screen. Then,
/// by concept: [io.tidemark.server.config] (settings), [io.tidemark.server.http] (HTTP),
/// [io.tidemark.server.login] (who asks), [io.tidemark.server.follow] (followers of the log),
/// [io.tidemark.server.log] and [io.tidemark.server.metrics].
///
/// What must not be here: rules of synchronization (they are in the core), or anything that only the command line
/// needs.
@NullMarked
package io.tidemark.server;

import org.jspecify.annotations.NullMarked;
