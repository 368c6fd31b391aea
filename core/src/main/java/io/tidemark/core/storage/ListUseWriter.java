package io.tidemark.core.storage;

import io.tidemark.core.changes.ListUse;
import java.time.Instant;

/// What logins were told by change lists, for writing. Confined to its transaction.
public interface ListUseWriter {
    /// Keeps what a login was told, in place of what was kept of it and the type.
    void putListUse(ListUse use);

    /// Forgets what was last written before an instant.
    ///
    /// @return how much that was
    int forgetListUsesBefore(Instant instant);
}
