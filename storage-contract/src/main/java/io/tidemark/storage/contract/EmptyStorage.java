package io.tidemark.storage.contract;

import io.tidemark.core.storage.Storage;

/// Where a contract gets the storage that it tests.
public interface EmptyStorage {
    /// A new storage without accounts, independent of all others. The test closes it.
    Storage newStorage();
}
