/// Refusals: the codes that a client, an app or an operator can act on.
///
/// Start with [io.tidemark.core.error.ErrorCode].
@NullMarked
package io.tidemark.core.error;

import org.jspecify.annotations.NullMarked;
