/// The handshake of the token protocol: synchronizations, rounds, confirmations.
///
/// Start with [io.tidemark.core.handshake.Synchronizer] (what a device gets), then
/// [io.tidemark.core.handshake.Committer] (what it sends back).
/// `docs/spec/convergence.md` states what both must keep true; `simulation` holds the naive model they are compared
/// with.
@NullMarked
package io.tidemark.core.handshake;

import org.jspecify.annotations.NullMarked;
