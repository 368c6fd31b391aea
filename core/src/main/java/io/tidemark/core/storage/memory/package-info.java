/// The storage that keeps everything in memory and loses it at the end: for tests, demonstrations and as the
/// naive twin that the durable storages are compared with.
///
/// Start with [io.tidemark.core.storage.memory.InMemoryStorage]. An account is a set of sorted tables
/// ([io.tidemark.core.storage.memory.AccountTables]), the four parts of a transaction read and write them, and
/// [io.tidemark.core.storage.memory.Undo] takes back what a failed work did.
///
/// What must not be here: indexes and caches. Each answer is computed in the most obvious way, because that is
/// what makes it worth comparing with.
@NullMarked
package io.tidemark.core.storage.memory;

import org.jspecify.annotations.NullMarked;
