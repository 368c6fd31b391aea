package io.tidemark.catalog.command;

/// Who decides what stands in a field.
public enum Access {
    /// Clients do.
    WRITTEN,
    /// The server does, and the reference says so (`ro`). On input it is ignored without an error.
    READONLY,
    /// The server does, though the reference does not say so: what a client sends there is ignored too.
    COMPUTED
}
