package io.tidemark.cli.csv;

import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;
import java.util.Set;

/// What entries of a file mean. Confined to one thread.
///
/// @param <E> the entries
interface Wording<E extends Entry> {
    /// How objects that are there are found; empty when each entry creates one.
    Optional<KnownObjects> known();

    /// The value by which an entry finds its object; empty when it creates one in any case.
    ///
    /// @throws Refusal.Refused when it has none
    String key(E entry);

    /// What an entry says of its object, as a client would send it.
    ///
    /// @throws Refusal.Refused when it cannot be understood
    JsonObject said(E entry);

    /// The fields that whoever imports decides, in the place of the server.
    default Set<String> decided() {
        return Set.of();
    }

    /// Whether a field refers to objects of the type that is imported.
    boolean namesItsOwnType(String field);
}
