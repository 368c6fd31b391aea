/// Who should have an object: principals and the edges that join them to objects.
///
/// Start with [io.tidemark.core.audience.Edge].
@NullMarked
package io.tidemark.core.audience;

import org.jspecify.annotations.NullMarked;
