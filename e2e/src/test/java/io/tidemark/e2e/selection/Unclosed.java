package io.tidemark.e2e.selection;

import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.util.function.Function;

/// A storage that stays open when a server ends. As thread-safe as the storage.
///
/// @param kept the storage
record Unclosed(Storage kept) implements Storage {
    @Override
    public Accounts accounts() {
        return kept.accounts();
    }

    @Override
    public <T> T read(AccountId account, Function<ReadTransaction, T> work) {
        return kept.read(account, work);
    }

    @Override
    public <T> T write(AccountId account, Function<WriteTransaction, T> work) {
        return kept.write(account, work);
    }

    @Override
    public void probe() {
        kept.probe();
    }

    @Override
    public void close() {
        // the next server goes on with it
    }
}
