package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;

/// The cases on PostgreSQL.
class LiveOnPostgresTest extends LiveCases {
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    Storage newStorage() {
        return database.open();
    }

    @Override
    Storage reopened(Storage before) {
        return newStorage();
    }
}
