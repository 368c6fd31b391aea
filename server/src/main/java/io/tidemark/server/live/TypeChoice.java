package io.tidemark.server.live;

import io.tidemark.core.object.TypeId;
import java.util.Set;

/// The types of which somebody wants to hear. Immutable.
///
/// @param named some types
/// @param isAllOthers whether all but the named ones are meant
public record TypeChoice(Set<TypeId> named, boolean isAllOthers) {
    public TypeChoice {
        named = Set.copyOf(named);
    }

    /// These types.
    public static TypeChoice of(Set<TypeId> types) {
        return new TypeChoice(types, false);
    }

    /// All types but these.
    public static TypeChoice allBut(Set<TypeId> types) {
        return new TypeChoice(types, true);
    }

    boolean takes(TypeId type) {
        return named.contains(type) != isAllOthers;
    }
}
