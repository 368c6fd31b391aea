package io.tidemark.core.saving;

import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import org.jspecify.annotations.Nullable;

/// What somebody wants to be stored of one object. Immutable.
///
/// @param type what it is
/// @param number which one; null to create one
/// @param content the fields that are said; the others keep their value
/// @param decided fields that the server decides; taken as they are, also where a client may write nothing
public record Save(TypeId type, @Nullable ObjectNumber number, Patch content, Patch decided) {
    /// A save in which the server decides nothing.
    public Save(TypeId type, @Nullable ObjectNumber number, Patch content) {
        this(type, number, content, Patch.NOTHING);
    }
}
