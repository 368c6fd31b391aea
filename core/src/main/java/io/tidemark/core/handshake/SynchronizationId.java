package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;

/// What names a synchronization in its account: a random positive number. What belongs to the user as a whole
/// (uploads without a token, meeting API 5.6, and one-way uploads, 5.9) is kept under negative numbers.
///
/// @param value not 0
public record SynchronizationId(long value) {
    /// Of the 16 numbers of a user, the one that no stream has: streams 0 to 6 have two each.
    private static final int SAVES = 15;

    /// Where a user's uploads without a token to a stream are kept.
    static SynchronizationId ofUser(UserId user, Stream stream) {
        return new SynchronizationId(-(user.value() * 16 + stream.number() * 2L));
    }

    /// Where a user's saves are kept (command API Q6).
    public static SynchronizationId savesOf(UserId user) {
        return new SynchronizationId(-(user.value() * 16 + SAVES));
    }

    /// Where a user's one-way uploads to a stream are kept.
    static SynchronizationId oneWayOf(UserId user, Stream stream) {
        return new SynchronizationId(-(user.value() * 16 + stream.number() * 2L + 1));
    }
}
