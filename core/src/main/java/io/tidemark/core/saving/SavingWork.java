package io.tidemark.core.saving;

import io.tidemark.core.draft.Draft;

/// Saves one object or several, together. Run in a transaction, and again if that collides with another one,
/// so it has no effect beside what it does with its [Saving].
@FunctionalInterface
public interface SavingWork {
    /// Does the work.
    ///
    /// @return the object that the save is about: what a copy of the save is answered with
    Draft.Current in(Saving saving);
}
