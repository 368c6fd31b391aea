package io.tidemark.bench;

import io.tidemark.postgres.testing.PostgresForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where measured databases are made: files of SQLite, or a PostgreSQL of the bench's own that flushes what is
/// committed, on the same machine.
final class Engine implements AutoCloseable {
    private final Optional<PostgresForTests> postgres;

    private Engine(Optional<PostgresForTests> postgres) {
        this.postgres = postgres;
    }

    /// What can be measured.
    enum Kind {
        SQLITE,
        POSTGRES
    }

    static Engine start(Kind kind) {
        return new Engine(
                switch (kind) {
                    case SQLITE -> Optional.empty();
                    case POSTGRES -> Optional.of(PostgresForTests.startDurable());
                });
    }

    /// Whether only one server can have a database.
    boolean isAlone() {
        return postgres.isEmpty();
    }

    /// A new, empty database.
    ///
    /// @param folder does not exist yet
    MeasuredDatabase newDatabase(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new MeasuredDatabase(
                folder,
                postgres.map(PostgresForTests::newDatabase)
                        .orElseGet(() -> "jdbc:sqlite:" + folder.resolve("tidemark.db")));
    }

    @Override
    public void close() {
        postgres.ifPresent(PostgresForTests::close);
    }
}
