/// The storage for several server processes: a PostgreSQL database.
///
/// Start with [io.tidemark.storage.postgres.PostgresStorage], then [io.tidemark.storage.postgres.Turn], which
/// keeps the order. Writes go through [io.tidemark.storage.postgres.GroupCommit], which commits many works of an
/// account together; reads through [io.tidemark.storage.postgres.ReaderLoop]s. What a work does is in the parts
/// of [io.tidemark.storage.sql.SqlTransaction]; the tables are in `V1__….sql` beside this package.
///
/// What must not be here: a rule of the protocol, or a statement that does not name the account (a test reads
/// them all).
@NullMarked
package io.tidemark.storage.postgres;

import org.jspecify.annotations.NullMarked;
