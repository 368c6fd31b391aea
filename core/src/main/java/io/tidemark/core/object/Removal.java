package io.tidemark.core.object;

import io.tidemark.core.error.ErrorCode;

/// What a type says to a deletion.
public sealed interface Removal {
    /// The object becomes a tombstone.
    record Remove() implements Removal {}

    /// The object stays and becomes something else; the device that deleted it counts as having confirmed that it is
    /// gone.
    ///
    /// @param fields what it becomes
    record Replace(Fields fields) implements Removal {}

    /// It may not be deleted.
    ///
    /// @param code a stable code
    /// @param sentence what a person can do about it
    record Refused(ErrorCode code, String sentence) implements Removal {}
}
