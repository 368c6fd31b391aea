package io.tidemark.core.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A configuration code that gives one device of one user its own token, once.
///
/// @param codeHash hash of the code
/// @param user for whom it was made
/// @param expiresAt when it ends, used or not
/// @param usedAt when a device took it; null while it is unused
public record DeviceCode(
        String codeHash,
        UserId user,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
