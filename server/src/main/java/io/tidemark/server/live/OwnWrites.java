package io.tidemark.server.live;

import io.tidemark.core.object.AccountId;
import io.tidemark.server.follow.WatchedStorage;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The writes of this process, told right after their commit. Thread-safe.
public final class OwnWrites implements WriteSignals {
    private final WatchedStorage storage;
    private volatile boolean closed;

    /// Those that go through a storage.
    public OwnWrites(WatchedStorage storage) {
        this.storage = storage;
    }

    @Override
    public void begin(Consumer<AccountId> written, Supplier<Collection<AccountId>> watched) {
        storage.watch(account -> {
            if (!closed) {
                written.accept(account);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
