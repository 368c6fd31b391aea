package io.tidemark.core.log;

/// A position in an account's log: the number of a change. Numbers grow by one in commit order, without gaps, starting
/// at 1 (ADR 0003).
///
/// @param value 0 for the position before the first change
public record Sequence(long value) implements Comparable<Sequence> {
    /// The position before the first change.
    public static final Sequence ZERO = new Sequence(0);

    public Sequence {
        if (value < 0) {
            throw new IllegalArgumentException("a position in the log is never negative");
        }
    }

    /// Whether this position is after `other`.
    public boolean isAfter(Sequence other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Sequence other) {
        return Long.compare(value, other.value);
    }
}
