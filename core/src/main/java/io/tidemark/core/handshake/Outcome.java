package io.tidemark.core.handshake;

import org.jspecify.annotations.Nullable;

/// What became of one item of a commit.
///
/// @param collection the name of the collection in which the item was sent
/// @param index its place there, from 0
/// @param id the object's id on the wire; null if there is no object
/// @param clientId the client's own name for it; null if it gave none
/// @param kind what became of it
/// @param code a stable code, for a refusal or a conflict; null otherwise
/// @param message a sentence a person can act on; null when there is nothing to say
public record Outcome(
        String collection,
        int index,
        @Nullable String id,
        @Nullable String clientId,
        Kind kind,
        @Nullable String code,
        @Nullable String message) {

    /// What can become of an upload.
    public enum Kind {
        /// A new object was stored.
        CREATED,
        /// The edit was stored as sent.
        APPLIED,
        /// The edit was stored together with somebody else's edit of other fields.
        MERGED,
        /// The edit and a change by somebody else touched the same fields; the edit won and the other version stays in
        /// the log.
        CONFLICT_WON,
        /// The same, and the other version won; the edit stays in the log, and the device gets the server's version
        /// again.
        CONFLICT_LOST,
        /// Nothing was changed: the device confirmed what it holds.
        CONFIRMED,
        /// The object was deleted.
        DELETED,
        /// Nothing was done because there is no such object, or no longer.
        IGNORED,
        /// The upload is not permitted; the device gets the server's version again.
        REFUSED;

        /// Whether the device's copy counts as confirmed afterwards.
        public boolean confirms() {
            return switch (this) {
                case CREATED, APPLIED, MERGED, CONFLICT_WON, CONFIRMED, DELETED -> true;
                case CONFLICT_LOST, IGNORED, REFUSED -> false;
            };
        }
    }
}
