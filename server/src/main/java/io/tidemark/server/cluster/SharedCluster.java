package io.tidemark.server.cluster;

import io.tidemark.core.object.AccountId;
import io.tidemark.storage.postgres.PostgresNode;
import java.util.function.Consumer;

/// Processes that share a PostgreSQL, which tells each of the others.
final class SharedCluster implements Cluster {
    private final PostgresNode node;

    SharedCluster(PostgresNode node) {
        this.node = node;
    }

    @Override
    public void begin(Consumer<AccountId> heard, Runnable leading) {
        node.begin(heard, leading);
    }

    @Override
    public void wrote(AccountId account) {
        node.wrote(account);
    }

    @Override
    public boolean leads() {
        return node.leads();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        node.close();
    }
}
