/// Objects as JSON text, taken apart into the fields that the engine compares, and put together again.
///
/// Start with [io.tidemark.catalog.json.JsonFields].
@NullMarked
package io.tidemark.catalog.json;

import org.jspecify.annotations.NullMarked;
