package io.tidemark.core.storage;

import io.tidemark.core.object.AccountId;
import java.util.function.Function;

/// What keeps the data of all accounts: the seam behind which memory, SQLite and PostgreSQL do the same thing.
/// `storage-contract` is its specification as tests.
///
/// **Atomicity.** A work runs in one transaction. It sees one state of the account, and (in a write) its own
/// effects. When the function returns, everything it wrote is durable; when it throws, nothing of it exists. A
/// work may be run again after a collision with another node, so it must have no effect outside the transaction.
///
/// **Order.** [WriteTransaction#append] is the last step of a write. Numbers and instants given there grow in
/// commit order: when a reader sees entry `n`, it sees every entry before `n`, and no entry up to `n` will ever
/// appear later (invariant I4).
///
/// **Isolation.** A transaction belongs to one account and reaches nothing outside it (invariant I6).
///
/// **Instants** are kept to the millisecond, cut off, and an instant that is asked for is cut off likewise;
/// [java.time.Instant#MAX] stays what it is.
///
/// **Errors.** A storage throws [io.tidemark.core.error.SyncException] with `BUSY` (retry later),
/// `STORAGE_UNAVAILABLE` or `STORAGE_CORRUPT`; no exception of a driver passes the seam. What a work throws
/// itself passes as it is. An account that does not exist is a defect of the caller (`IllegalArgumentException`),
/// and so is a work that runs another work, or a transaction that is used after its work
/// (`IllegalStateException`).
///
/// Thread-safe. Works block the calling thread, run on a thread of the storage's choosing, and must be short: a
/// reader gathers a page and writes it to a socket after the transaction.
public interface Storage extends AutoCloseable {
    /// The accounts of this installation.
    Accounts accounts();

    /// Runs a work that only reads.
    <T> T read(AccountId account, Function<ReadTransaction, T> work);

    /// Runs a work that may write, and returns when it is durable.
    <T> T write(AccountId account, Function<WriteTransaction, T> work);

    /// A cheap check that the store answers, for readiness probes; throws as above when it does not.
    void probe();

    /// Ends gracefully: works under way are finished, later ones are refused with `STORAGE_UNAVAILABLE`.
    @Override
    void close();
}
