package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;

/// The cases in memory.
class UnreadTest extends UnreadCases {
    @Override
    Storage newStorage() {
        return new InMemoryStorage();
    }
}
