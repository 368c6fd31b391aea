/// Why an object is on a user's devices, or no longer: through which rule and which values of its fields, since when,
/// until when, and through which change it went. Read from the log, so it can be asked of any instant.
///
/// Start with [io.tidemark.catalog.why.Explainer]. Data first: [io.tidemark.catalog.why.Explanation];
/// [io.tidemark.catalog.why.Sentences] makes sentences of it.
@NullMarked
package io.tidemark.catalog.why;

import org.jspecify.annotations.NullMarked;
