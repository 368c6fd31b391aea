/// The embedded storage: one SQLite file, for one server process.
///
/// Start with [io.tidemark.storage.sqlite.SqliteStorage]. Writes go through
/// [io.tidemark.storage.sqlite.GroupCommit], one thread that commits many works together; reads through a few
/// [io.tidemark.storage.sqlite.ReaderLoop]s with a connection each. What a work does is in the parts of
/// [io.tidemark.storage.sql.SqlTransaction]; the tables are in `V1__….sql` beside this package.
///
/// What must not be here: a rule of the protocol, or a statement that does not name the account (a test reads
/// them all).
@NullMarked
package io.tidemark.storage.sqlite;

import org.jspecify.annotations.NullMarked;
