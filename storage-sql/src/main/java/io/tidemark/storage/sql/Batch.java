package io.tidemark.storage.sql;

import org.jspecify.annotations.Nullable;

/// Rows to write, which an engine may gather and send together. Confined to its transaction.
public interface Batch {
    /// Adds the parameters of one execution.
    void add(String sql, @Nullable Object... parameters);

    /// Whether so much was gathered that it should be written.
    boolean isFull();

    /// Executes what was added: statement by statement, in their order.
    void flush();
}
