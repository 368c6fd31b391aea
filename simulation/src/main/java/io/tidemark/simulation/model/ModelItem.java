package io.tidemark.simulation.model;

import org.jspecify.annotations.Nullable;

/// An item of a commit. Immutable.
///
/// @param deleted whether the device says that it is gone
/// @param isNew whether the device says that it is new
/// @param id the id; null for what has none yet
/// @param name the device's own name, or null
/// @param note the content; null for a deletion
public record ModelItem(
        boolean deleted,
        boolean isNew,
        @Nullable String id,
        @Nullable String name,
        @Nullable Note note) {}
