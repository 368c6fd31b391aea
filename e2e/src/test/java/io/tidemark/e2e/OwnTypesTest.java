package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;

/// The cases in memory.
class OwnTypesTest extends OwnTypeCases {
    @Override
    Storage newStorage() {
        return new InMemoryStorage();
    }
}
