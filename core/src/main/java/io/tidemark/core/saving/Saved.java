package io.tidemark.core.saving;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;

/// What became of a [Save]. Immutable.
public sealed interface Saved {
    /// It is stored, or says what was stored already.
    ///
    /// @param object the object as it is now; for a copy of an earlier save, what others may have made of it
    /// @param created whether this save, or the one that it is a copy of, created the object
    record Stored(StoredObject object, boolean created) implements Saved {}

    /// There is no such object of this type, or no longer.
    ///
    /// @param number what was asked for
    record NotThere(ObjectNumber number) implements Saved {}

    /// It may not be stored. The log keeps what was offered (loss class 23).
    ///
    /// @param code a stable code
    /// @param sentence what a person can act on
    record Refused(ErrorCode code, String sentence) implements Saved {}
}
