package io.tidemark.core.saving;

import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import org.jspecify.annotations.Nullable;

/// What a client wants to be stored of one object. Immutable.
///
/// @param type what it is
/// @param number which one; null to create one
/// @param content the fields that are said; the others keep their value
/// @param clientId the client's own name for this save, 1 to [#CLIENT_ID_MAX] characters: a second save under the same
///     name is a copy of the first and has no effect. Null when the client gives none
/// @param call the operation, for the log
public record Save(
        TypeId type,
        @Nullable ObjectNumber number,
        Patch content,
        @Nullable String clientId,
        String call) {
    /// The longest name that a client may give a save.
    public static final int CLIENT_ID_MAX = 255;

    public Save {
        if (clientId != null && (clientId.isEmpty() || clientId.length() > CLIENT_ID_MAX)) {
            throw new IllegalArgumentException("a client id has 1 to " + CLIENT_ID_MAX + " characters");
        }
    }
}
