package io.tidemark.server.live;

import io.tidemark.core.object.AccountId;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The writes of other processes, as somebody hears of them. Thread-safe.
public final class OthersWrites implements WriteSignals {
    private volatile Consumer<AccountId> told = account -> {};

    /// Another process wrote to an account.
    public void heard(AccountId account) {
        told.accept(account);
    }

    @Override
    public void begin(Consumer<AccountId> written, Supplier<Collection<AccountId>> watched) {
        told = written;
    }

    @Override
    public void close() {
        told = account -> {};
    }
}
