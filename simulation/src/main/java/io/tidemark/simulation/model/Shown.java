package io.tidemark.simulation.model;

import org.jspecify.annotations.Nullable;

/// What a device showed that it has of a note: the `acked` of meeting API 5.4. Immutable.
sealed interface Shown {
    /// It has this, and the server had it too.
    ///
    /// @param note the content; owners do not matter
    /// @param version the version that the server had, counted over all changes
    record Holds(Note note, int version) implements Shown {}

    /// It has this, and the server has something else, because the edit was merged or lost.
    record Edited(Note note) implements Shown {}

    /// It has one of several things; told for sure next time.
    ///
    /// @param likely what it showed last before that; null for nothing
    /// @param said the same without what was refused; null if that is not known
    /// @param served what the server had, as far as the device knows it, with what was taken of the device
    ///     since; null if that is not known
    record Uncertain(
            @Nullable Note likely,
            @Nullable Note said,
            @Nullable Note served) implements Shown {}

    /// It has nothing.
    record Gone() implements Shown {}
}
