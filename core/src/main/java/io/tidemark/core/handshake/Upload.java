package io.tidemark.core.handshake;

import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One item of a commit, as the client sent it. Immutable.
///
/// @param collection the name of the collection in which it was sent
/// @param index its place there, from 0
/// @param type what it is
/// @param intent what the client says it did; null if it does not say
/// @param id the object's id; null if it gives none
/// @param clientId the client's own name; null if it gives none
/// @param lastModified the client's own time of change; null if it gives none. Never trusted, and used for nothing
///     but the rule of meeting API 5.8
/// @param content the fields it speaks of; nothing if it sent no object
public record Upload(
        String collection,
        int index,
        TypeId type,
        @Nullable Intent intent,
        @Nullable String id,
        @Nullable String clientId,
        @Nullable Instant lastModified,
        Patch content) {

    /// What a client says it did.
    public enum Intent {
        /// Created it, or confirms that it has taken over a new one.
        NEW,
        /// Changed it, or confirms a change.
        MODIFIED,
        /// Deleted it, or confirms a deletion.
        DELETED
    }

    /// The key it gives; null if it gives no id.
    @Nullable
    ObjectKey key() {
        return id == null ? null : new ObjectKey(type, id);
    }
}
