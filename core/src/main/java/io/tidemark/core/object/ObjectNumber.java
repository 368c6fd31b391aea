package io.tidemark.core.object;

/// The storage's own short name of an object, unique in its account, given when the object is created and never reused.
/// It never leaves the server.
///
/// @param value at least 1
public record ObjectNumber(long value) implements Comparable<ObjectNumber> {
    /// A number before every object's, to start a scan with.
    public static final long BEFORE_ALL = 0;

    @Override
    public int compareTo(ObjectNumber other) {
        return Long.compare(value, other.value);
    }
}
