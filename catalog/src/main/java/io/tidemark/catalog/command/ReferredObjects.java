package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/// The objects to which the numbers in an object refer: what [InputRules] must know of the rest of the account.
///
/// The caller decides what counts as there, for instance whether a deleted object, or one that the user may not see,
/// does.
public interface ReferredObjects {
    /// The object with this number, as it is stored.
    Optional<JsonObject> find(CommandType type, long number);

    /// The number that stands where a client named none, or for a work area none that exists: the default state, some
    /// valid work area. Empty if there is none.
    OptionalLong preset(CommandType type);
}
