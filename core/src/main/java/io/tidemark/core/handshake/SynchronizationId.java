package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;

/// What names a synchronization in its account: a random positive number. What belongs to the user as a whole
/// (uploads without a token, meeting API 5.6, and one-way uploads, 5.9) is kept under negative numbers.
///
/// @param value not 0
public record SynchronizationId(long value) {
    /// Where a user's uploads without a token to a stream are kept.
    static SynchronizationId ofUser(UserId user, Stream stream) {
        return new SynchronizationId(-(user.value() * 16 + stream.number() * 2L));
    }

    /// Where a user's one-way uploads to a stream are kept.
    static SynchronizationId oneWayOf(UserId user, Stream stream) {
        return new SynchronizationId(-(user.value() * 16 + stream.number() * 2L + 1));
    }
}
