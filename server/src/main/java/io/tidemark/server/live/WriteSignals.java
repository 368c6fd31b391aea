package io.tidemark.server.live;

import io.tidemark.core.object.AccountId;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// How a server hears that somebody may have written to an account: in this process or in another one. A signal may
/// come too often; what one kind misses, another must tell. Thread-safe.
public interface WriteSignals extends AutoCloseable {
    /// From now on.
    ///
    /// @param written is called for an account, on any thread; quick, and throws nothing
    /// @param watched the accounts of which anybody wants to hear just now
    void begin(Consumer<AccountId> written, Supplier<Collection<AccountId>> watched);

    /// No signal comes after it.
    @Override
    void close();
}
