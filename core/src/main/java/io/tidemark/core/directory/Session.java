package io.tidemark.core.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A login: what a refresh token stands for. Access tokens name their session and end with it.
///
/// @param id random text, at most 64 characters; not a secret
/// @param user who logged in
/// @param secretHash hash of the refresh token
/// @param createdAt when the user logged in
/// @param expiresAt when the refresh token ends by itself
/// @param endedAt when the user signed out or an operator ended it; null while it lives
public record Session(
        String id,
        UserId user,
        String secretHash,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {}
