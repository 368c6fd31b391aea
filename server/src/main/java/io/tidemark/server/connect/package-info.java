/// Connecting an app to an account (command API 4.3).
///
/// Start with [io.tidemark.server.connect.Connector]. What must not be here: HTTP of our own and pages (they
/// are in [io.tidemark.server.http]).
@NullMarked
package io.tidemark.server.connect;

import org.jspecify.annotations.NullMarked;
