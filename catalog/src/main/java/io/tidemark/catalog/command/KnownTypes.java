package io.tidemark.catalog.command;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.storage.ReadTransaction;

/// The types of an account, as descriptions and as the engine knows them. Immutable.
///
/// @param types the descriptions
/// @param objects the same for the engine, with the types of the meeting API
public record KnownTypes(CommandTypes types, ObjectTypes objects) {
    /// Says which types an account has. Thread-safe.
    @FunctionalInterface
    public interface Source {
        /// The types of an account as a transaction sees them.
        KnownTypes known(AccountId account, ReadTransaction transaction);
    }
}
