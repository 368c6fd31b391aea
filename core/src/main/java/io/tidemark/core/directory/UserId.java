package io.tidemark.core.directory;

/// The number of a user inside an account. On the wire a user has a text id of its own ([User#wireId]).
///
/// @param value at least 1
public record UserId(long value) {
    public UserId {
        if (value < 1) {
            throw new IllegalArgumentException("a user's number is at least 1");
        }
    }
}
