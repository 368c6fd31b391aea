package io.tidemark.server.cluster;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.postgres.PostgresStorage;
import java.util.function.Consumer;

/// The server processes that share a storage, as one of them sees it. Thread-safe.
public interface Cluster extends AutoCloseable {
    /// From now on.
    ///
    /// @param heard is called for an account to which another process wrote; soon after, and mostly. Quick
    /// @param leading is called whenever this process begins to lead
    void begin(Consumer<AccountId> heard, Runnable leading);

    /// This process wrote to an account. Quick.
    void wrote(AccountId account);

    /// Whether this process is the one that sweeps, follows logs, calls hooks and cleans up. Two may be for a moment.
    boolean leads();

    /// Whether there may be others at all.
    boolean isShared();

    @Override
    void close();

    /// That of a storage: a PostgreSQL is shared, every other one is this process's alone.
    static Cluster of(Storage storage) {
        return storage instanceof PostgresStorage postgres ? new SharedCluster(postgres.newNode()) : new Alone();
    }
}
