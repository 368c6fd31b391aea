package io.tidemark.core.handshake;

import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a device showed, in a commit, that it holds of an object.
///
/// @param synchronization which device
/// @param number which object
/// @param round the round that the commit named; later rounds see it, earlier ones do not
/// @param state what it showed
/// @param version for [State#CONFIRMED], the version it holds; for [State#EDITED] and [State#DIFFERENT], the last
/// version it is known to have held before it made changes of its own, or zero; for [State#GONE], zero
/// @param clientId the client's own name for the object; null if it never gave one
/// @param lastModified the client's own time of change, as last sent; null if it never sent one
public record Holding(
        SynchronizationId synchronization,
        ObjectNumber number,
        int round,
        State state,
        Sequence version,
        @Nullable String clientId,
        @Nullable Instant lastModified) {
    /// What a device holds.
    public enum State {
        /// A version that the server had, as far as the device asked to hear of it.
        CONFIRMED,
        /// A version that the server had with the device's own edits since, as the log has them. The server
        /// merged them with changes that the device did not ask to hear of, and gets those when it asks for
        /// more.
        EDITED,
        /// Nothing: it confirmed the deletion, or deleted the object itself.
        GONE,
        /// Something that the server does not have, because its edit lost or was changed while it was stored;
        /// it gets the server's version whatever the filter says.
        DIFFERENT
    }
}
