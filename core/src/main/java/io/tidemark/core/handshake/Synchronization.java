package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;
import java.time.Instant;

/// One device's (or one program's) state of synchronization with one stream. A user may run several side by side; they
/// know nothing of each other.
///
/// @param id its name
/// @param user whose objects it brings
/// @param stream the name of the [Stream]
/// @param usedAt when it was last used, to the hour; those unused for long are forgotten
/// @param lastRound the number of its newest round; 0 when there is none
public record Synchronization(SynchronizationId id, UserId user, String stream, Instant usedAt, int lastRound) {}
