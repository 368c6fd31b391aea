package io.tidemark.storage.contract;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;

/// The naive storage fulfils the contract.
class InMemoryStorageTest implements StorageContract {
    @Override
    public Storage newStorage() {
        return new InMemoryStorage();
    }
}
