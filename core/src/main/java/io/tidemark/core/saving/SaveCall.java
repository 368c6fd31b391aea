package io.tidemark.core.saving;

import org.jspecify.annotations.Nullable;

/// What a client calls to have something saved. Immutable.
///
/// @param call the operation, for the log
/// @param clientId the client's own name for this save, 1 to [#CLIENT_ID_MAX] characters: a second save under
/// the same
///     name is a copy of the first and has no effect. Null when the client gives none
/// @param session the login it came with; null when there is none
public record SaveCall(
        String call, @Nullable String clientId, @Nullable String session) {
    /// The longest name that a client may give a save.
    public static final int CLIENT_ID_MAX = 255;

    /// Without a login.
    public SaveCall(String call, @Nullable String clientId) {
        this(call, clientId, null);
    }

    public SaveCall {
        if (clientId != null && (clientId.isEmpty() || clientId.length() > CLIENT_ID_MAX)) {
            throw new IllegalArgumentException("a client id has 1 to " + CLIENT_ID_MAX + " characters");
        }
    }
}
