package io.tidemark.server.cluster;

import io.tidemark.core.object.AccountId;
import java.util.function.Consumer;

/// A process that has its storage to itself.
final class Alone implements Cluster {
    @Override
    public void begin(Consumer<AccountId> heard, Runnable leading) {
        leading.run();
    }

    @Override
    public void wrote(AccountId account) {}

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {}
}
