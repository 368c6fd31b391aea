package io.tidemark.core.object;

/// Where new identifiers come from: random outside the core, counted in tests and simulations. Thread-safe.
public interface IdSource {
    /// A new id for an object, unique for all practical purposes: a GUID in lower case.
    String objectId();

    /// A new random number greater than 0.
    long number();
}
