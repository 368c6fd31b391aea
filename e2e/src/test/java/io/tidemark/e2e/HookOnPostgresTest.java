package io.tidemark.e2e;

import io.tidemark.core.storage.Storage;

/// The cases on PostgreSQL.
class HookOnPostgresTest extends HookCases {
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    Storage newStorage() {
        return database.open();
    }
}
