/// What storages on SQL databases share: what a work does in a transaction, and the statements it does it with.
///
/// Start with [io.tidemark.storage.sql.SqlTransaction], whose parts are one class for each concern, and
/// [io.tidemark.storage.sql.SqlAppend], which writes changes. An engine gives a
/// [io.tidemark.storage.sql.SqlSession], which executes, and a [io.tidemark.storage.sql.Dialect], the little that
/// must be said differently. [io.tidemark.storage.sql.Work]s wait in queues for the threads of an engine.
///
/// What must not be here: a rule of the protocol, a connection, anything about commits, or a statement that does not
/// name the account (a test reads them all).
@NullMarked
package io.tidemark.storage.sql;

import org.jspecify.annotations.NullMarked;
