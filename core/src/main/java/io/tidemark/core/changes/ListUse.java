package io.tidemark.core.changes;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import java.time.Instant;

/// What one login of a user was told by change lists of one type: for whoever asks why a device has something or not.
/// One row, however much was told. Immutable; millisecond precision.
///
/// @param user who asked
/// @param login the id of the session that the request came with; empty for a login with a password
/// @param type which objects
/// @param received when the last chain that told something began, in whole seconds: what the device asks with next
/// @param to the position of the log up to which that chain tells
/// @param isWhole whether its last part was sent
/// @param confirmed the position up to which the device has shown that it has taken what it was told: it asked with the
///     date and time that stood in a last part
/// @param confirmedAt when it showed that; [Instant#EPOCH] for never
/// @param usedAt when this was last written
public record ListUse(
        UserId user,
        String login,
        TypeId type,
        Instant received,
        Sequence to,
        boolean isWhole,
        Sequence confirmed,
        Instant confirmedAt,
        Instant usedAt) {}
