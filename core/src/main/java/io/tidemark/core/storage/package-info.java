/// The seam between the engine and what keeps its data.
///
/// Start with [io.tidemark.core.storage.Storage]. A storage knows order and atomicity and nothing else;
/// `storage-contract` says what every one of them must do.
@NullMarked
package io.tidemark.core.storage;

import org.jspecify.annotations.NullMarked;
