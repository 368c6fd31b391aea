package io.tidemark.simulation.model;

import java.util.List;

/// A note of the model. Immutable.
///
/// @param title a field
/// @param place another field
/// @param owners the numbers of the users who should have it, host first
public record Note(String title, String place, List<Integer> owners) {
    public Note {
        owners = List.copyOf(owners);
    }

    boolean saysTheSameAs(Note other) {
        return title.equals(other.title) && place.equals(other.place);
    }

    Note withContentOf(Note other) {
        return new Note(other.title, other.place, owners);
    }
}
