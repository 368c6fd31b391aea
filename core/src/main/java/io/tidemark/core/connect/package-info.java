/// Programs of others that work with an account: who they are, which user let them in, and what they want to be
/// told.
///
/// Start with [io.tidemark.core.connect.Connection]. What must not be here: how anything is sent.
@NullMarked
package io.tidemark.core.connect;

import org.jspecify.annotations.NullMarked;
