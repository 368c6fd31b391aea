package io.tidemark.core.object;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import java.time.Instant;
import java.util.Set;

/// An object as a storage holds it, or as it was at an earlier position of the log. A deleted object is a tombstone: no
/// body, no audience, and its key stays taken.
///
/// The body is an array for speed and is never changed after it was handed over.
///
/// @param number the storage's name of it
/// @param key its type and wire id
/// @param version the number of the change that made this state
/// @param modifiedAt the commit instant of that change, millisecond precision
/// @param deleted whether this is a tombstone
/// @param body the stored bytes, empty for a tombstone
/// @param audience the principals that should have it now; empty when read at an earlier position
public record StoredObject(
        ObjectNumber number,
        ObjectKey key,
        Sequence version,
        Instant modifiedAt,
        boolean deleted,
        byte[] body,
        Set<Principal> audience) {
    @Override
    public boolean equals(Object other) {
        return other instanceof StoredObject that && number.equals(that.number) && version.equals(that.version);
    }

    @Override
    public int hashCode() {
        return 31 * number.hashCode() + version.hashCode();
    }
}
