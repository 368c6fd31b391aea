package io.tidemark.core.log;

/// How far back an account remembers (ADR 0036). Both only ever grow. Immutable.
///
/// @param states the log no longer says what the changes up to this position replaced: what an object was is known
///     from this position on
/// @param departures that objects were deleted, or left a selection, is forgotten up to this position: what is gone
///     can be told since this position; never after `states`
public record Horizon(Sequence states, Sequence departures) {
    /// That of an account that has forgotten nothing.
    public static final Horizon NONE = new Horizon(Sequence.ZERO, Sequence.ZERO);

    public Horizon {
        if (departures.isAfter(states)) {
            throw new IllegalArgumentException("departures are remembered as long as states, or longer");
        }
    }

    /// Whether it is known what objects were at a position.
    public boolean remembers(Sequence position) {
        return !states.isAfter(position);
    }

    /// Whether everything that is gone since a position is known to be gone.
    public boolean remembersGoneSince(Sequence position) {
        return !departures.isAfter(position);
    }
}
