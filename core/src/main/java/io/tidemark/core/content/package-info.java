/// What documents hold: bytes that lie outside the database, found by their hash (ADR 0023).
///
/// Start with [io.tidemark.core.content.Contents]. Which object names which content is known to the storage, since
/// it is decided in its transactions ([io.tidemark.core.storage.Change.State#contents]).
@NullMarked
package io.tidemark.core.content;

import org.jspecify.annotations.NullMarked;
