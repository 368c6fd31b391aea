package io.tidemark.core.storage;

import io.tidemark.core.directory.Account;
import io.tidemark.core.object.AccountId;
import java.util.List;
import java.util.Optional;

/// The register of accounts of an installation, the only part of a storage that is not inside an account.
/// Thread-safe; each call is a transaction of its own.
public interface Accounts {
    /// Creates an account with the next number (counting from 1) and an empty log in epoch 1.
    ///
    /// @throws IllegalStateException when the name is taken
    Account create(NewAccount account);

    /// The account with this number.
    Optional<Account> find(AccountId id);

    /// The account with this short name.
    Optional<Account> find(String name);

    /// All accounts, by number.
    List<Account> all();

    /// What is said of an account before it has a number; see [Account].
    ///
    /// @param name short name, unique
    /// @param title display name
    /// @param zone the account's time zone
    /// @param tokenKey 32 random bytes
    record NewAccount(String name, String title, java.time.ZoneId zone, byte[] tokenKey) {
        @Override
        public boolean equals(Object other) {
            return other instanceof NewAccount that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return "NewAccount[" + name + "]";
        }
    }
}
