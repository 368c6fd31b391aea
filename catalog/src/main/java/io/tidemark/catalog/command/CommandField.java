package io.tidemark.catalog.command;

import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;

/// A field of a [CommandType]. Immutable.
///
/// @param name its name in objects
/// @param kind what it may hold
/// @param itemType the type of its items, when it is a collection of objects; their kind is then a set
/// @param access who decides what stands there
/// @param marks how it is known
/// @param meaning for people
/// @param reference what its numbers refer to
/// @param derivation how the server makes it of other fields
/// @param start what stands there in a new object; canonical
/// @param oneOf the numbers that a client may write, beside `start`; empty if any
/// @param preset whether a new object refers to the preset object of the type when the client says nothing
/// @param sent whether it goes out
public record CommandField(
        String name,
        FieldKind kind,
        Optional<String> itemType,
        Access access,
        List<Mark> marks,
        String meaning,
        Optional<Reference> reference,
        Optional<Derivation> derivation,
        JsonValue start,
        List<Long> oneOf,
        boolean preset,
        boolean sent) {
    public CommandField {
        marks = List.copyOf(marks);
        oneOf = List.copyOf(oneOf);
    }

    /// Its kind as the reference writes it, such as `collection[tmessage]`.
    public String kindName() {
        return itemType.map(type -> "collection[" + type + "]").orElseGet(kind::wireName);
    }
}
