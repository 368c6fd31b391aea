package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.Mark;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Optional;

/// An input of a command. Immutable.
///
/// @param name its name, beside that of the command
/// @param kind what it may hold
/// @param required whether the command fails without it
/// @param start what counts when it is left out, if that is not the empty value of its kind; canonical
/// @param meaning for people
/// @param mark how it is known
public record InputDescription(
        String name, ValueKind kind, boolean required, Optional<JsonValue> start, String meaning, Mark mark) {

    /// What stands for it when it is left out. Canonical.
    public JsonValue leftOut() {
        return start.orElseGet(kind::empty);
    }
}
