package io.tidemark.core.storage;

import io.tidemark.core.object.ObjectNumber;

/// Terms of one name whose values lie in a range, and where to go on in it. Immutable.
///
/// @param name the terms' name
/// @param from the first value
/// @param to the last value; itself included
/// @param after begin behind this hit: its value, and below its number
/// @param afterNumber see `after`
public record TermRange(String name, String from, String to, String after, ObjectNumber afterNumber) {
    /// All terms with one value.
    public static TermRange of(String name, String value) {
        return between(name, value, value);
    }

    /// All terms with a value from `from` to `to`, both included.
    public static TermRange between(String name, String from, String to) {
        return new TermRange(name, from, to, from, new ObjectNumber(ObjectNumber.BEFORE_ALL));
    }

    /// What is left behind a hit.
    public TermRange after(ReadTransaction.TermHit hit) {
        return new TermRange(name, from, to, hit.value(), hit.number());
    }
}
