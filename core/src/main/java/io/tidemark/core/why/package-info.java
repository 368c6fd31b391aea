/// Why somebody should have an object, or not, as the log says it: stays of objects for principals, stays of users in
/// groups, and the entries that began and ended them. Knows nothing of rules.
///
/// Start with [io.tidemark.core.why.Presence].
@NullMarked
package io.tidemark.core.why;

import org.jspecify.annotations.NullMarked;
