package io.tidemark.e2e;

/// The cases on the in-memory storage.
class HandshakeInMemoryTest extends HandshakeCases {
    @Override
    TestServer newServer() {
        return TestServer.inMemory();
    }
}
