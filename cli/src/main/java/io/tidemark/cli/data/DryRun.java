package io.tidemark.cli.data;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// A storage that keeps nothing: each write runs, gives its result, and is then undone. Thread-safe.
///
/// @param storage the storage that is read
public record DryRun(Storage storage) implements Storage {
    @Override
    public Accounts accounts() {
        return storage.accounts();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return storage.read(account, work);
    }

    /// A work that throws leaves nothing behind, so this one always throws.
    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            return storage.write(account, tx -> {
                result.set(work.apply(tx));
                throw new Undo();
            });
        } catch (Undo undone) {
            return result.get();
        }
    }

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
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
