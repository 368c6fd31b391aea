package io.tidemark.storage.postgres;

/// What the parts of a transaction share: the connection, and the account that every statement names.
interface InAccount {
    /// The connection.
    ///
    /// @throws IllegalStateException after the end of the work
    PostgresSession session();

    /// The account's number.
    long account();
}
