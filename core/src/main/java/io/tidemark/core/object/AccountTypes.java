package io.tidemark.core.object;

import io.tidemark.core.storage.ReadTransaction;

/// Which types an account has: accounts can have types of their own, and get and lose them while the server
/// runs. Thread-safe.
@FunctionalInterface
public interface AccountTypes {
    /// The types of an account as a transaction sees them. Asked in each transaction that writes, so a type
    /// that was taken away meanwhile is not written.
    ///
    /// @param transaction in the account
    ObjectTypes in(AccountId account, ReadTransaction transaction);

    /// The same types in every account.
    static AccountTypes same(ObjectTypes types) {
        return (account, transaction) -> types;
    }
}
