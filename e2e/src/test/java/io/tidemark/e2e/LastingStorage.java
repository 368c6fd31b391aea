package io.tidemark.e2e;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.function.Function;

/// A storage that outlives the server that uses it.
record LastingStorage(Storage storage) implements Storage {
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
        return storage.write(account, work);
    }

    @Override
    public void probe() {
        storage.probe();
    }

    @Override
    public void close() {
        // whoever made it closes it
    }
}
