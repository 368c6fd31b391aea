package io.tidemark.e2e;

/// The cases on PostgreSQL.
class HandshakeOnPostgresTest extends HandshakeCases {
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    TestServer newServer() {
        return new TestServer(database.open());
    }
}
