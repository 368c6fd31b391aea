package io.tidemark.core.handshake;

import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import org.jspecify.annotations.Nullable;

/// The permanent outcome of one uploaded change, kept so that every later copy of the upload gets the same answer and
/// has no second effect (invariant I3).
///
/// @param synchronization where it was uploaded
/// @param digest what identifies the upload: the same for every copy of it
/// @param kind what became of it
/// @param number the object; null if there is none
/// @param version the version it made or found; zero if none
/// @param code the stable code of a refusal; null otherwise
/// @param message the sentence that goes with it; null otherwise
public record UploadRecord(
        SynchronizationId synchronization,
        String digest,
        Outcome.Kind kind,
        @Nullable ObjectNumber number,
        Sequence version,
        @Nullable String code,
        @Nullable String message) {}
