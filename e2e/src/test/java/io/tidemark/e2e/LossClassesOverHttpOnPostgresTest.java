package io.tidemark.e2e;

/// The cases on PostgreSQL.
class LossClassesOverHttpOnPostgresTest extends LossClassesOverHttp {
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    TestServer newServer() {
        return new TestServer(database.open());
    }
}
