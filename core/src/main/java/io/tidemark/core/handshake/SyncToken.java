package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;

/// What a sync token says, once it is opened (ADR 0002).
///
/// @param epoch the epoch in which it was given
/// @param stream the number of the [Stream]
/// @param user to whom it was given
/// @param synchronization whose state it names
/// @param round the last round that told the device something
/// @param position up to here the log holds nothing more for the device; not before the round's position
public record SyncToken(
        long epoch, int stream, UserId user, SynchronizationId synchronization, int round, Sequence position) {}
