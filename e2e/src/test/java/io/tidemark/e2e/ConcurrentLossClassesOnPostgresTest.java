package io.tidemark.e2e;

/// The cases on PostgreSQL.
class ConcurrentLossClassesOnPostgresTest extends ConcurrentLossClasses {
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    TestServer newServer() {
        return new TestServer(database.open());
    }
}
