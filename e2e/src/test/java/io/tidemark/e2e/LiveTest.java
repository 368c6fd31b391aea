package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;

/// The cases in memory.
class LiveTest extends LiveCases {
    @Override
    Storage newStorage() {
        return new LastingStorage(new InMemoryStorage());
    }

    @Override
    Storage reopened(Storage before) {
        return before;
    }
}
