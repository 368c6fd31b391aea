package io.tidemark.core.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A login: what a refresh token stands for. Access tokens name their session and end with it. A device that
/// was set up with a code has one too, and so has an app that a user connected; their only access token lives
/// as long as the session.
///
/// @param id random text, at most 64 characters; not a secret
/// @param user who logged in
/// @param secretHash hash of the refresh token
/// @param createdAt when the user logged in
/// @param expiresAt when the refresh token ends by itself
/// @param device what a device that was set up with a code calls itself, or `app: ` and the title of a
///     connected app; empty for any other login
/// @param endedAt when the user signed out or an operator ended it; null while it lives
public record Session(
        String id,
        UserId user,
        String secretHash,
        Instant createdAt,
        Instant expiresAt,
        String device,
        @Nullable Instant endedAt) {}
