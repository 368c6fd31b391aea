package io.tidemark.server.follow;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/// A storage that tells when somebody wrote to an account. One process has the database open, so this sees
/// every commit. Thread-safe.
public final class WatchedStorage implements Storage {
    private final Storage storage;
    private final List<Consumer<AccountId>> watchers = new CopyOnWriteArrayList<>();

    /// @param storage does the work; closed with this one
    public WatchedStorage(Storage storage) {
        this.storage = storage;
    }

    /// Calls `watcher` after every write, on the thread of the writer, which waits: it must be quick and must
    /// not throw. A write that failed is told as well, for it may be durable all the same.
    public void watch(Consumer<AccountId> watcher) {
        watchers.add(watcher);
    }

    @Override
    public Accounts accounts() {
        return storage.accounts();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return storage.read(account, work);
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        try {
            return storage.write(account, work);
        } finally {
            watchers.forEach(watcher -> watcher.accept(account));
        }
    }

    @Override
    public void probe() {
        storage.probe();
    }

    @Override
    public void close() {
        storage.close();
    }
}
