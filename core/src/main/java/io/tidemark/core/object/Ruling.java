package io.tidemark.core.object;

import io.tidemark.core.error.ErrorCode;

/// What a type says to a new object or an edit.
public sealed interface Ruling {
    /// It may be.
    ///
    /// @param fields what is stored: as wanted, or put right
    record Accepted(Fields fields) implements Ruling {}

    /// It may not be.
    ///
    /// @param code a stable code
    /// @param sentence what a person can do about it, without data of the request
    record Refused(ErrorCode code, String sentence) implements Ruling {}

    /// The server's version stands, as in a conflict that the edit lost.
    ///
    /// @param sentence why
    record Stands(String sentence) implements Ruling {}
}
