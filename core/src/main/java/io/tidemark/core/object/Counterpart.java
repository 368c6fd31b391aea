package io.tidemark.core.object;

/// The other view of an object: one thing that two protocols know, each in its own form, is stored as two
/// objects (ADR 0024). Whatever changes one of them changes the other in the same transaction, as far as the
/// other knows of it.
///
/// Thread-safe and without state, like types.
public interface Counterpart {
    /// The key of the other view.
    ///
    /// @param own the key of this one
    ObjectKey key(ObjectKey own);

    /// What the other view becomes when this one has changed. It never refuses: what the other view cannot
    /// say, it leaves as it is, and what it alone knows stays.
    ///
    /// @param before this view before the change; none when it is new
    /// @param after this view now
    /// @param other the other view before the change; none when it is new
    Fields follow(Fields before, Fields after, Fields other, RuleContext context);
}
