package io.tidemark.core.follow;

import io.tidemark.core.log.Sequence;

/// How far a follower has come in the log of an account. Kept by the storage under the follower's name.
/// Immutable.
///
/// @param at the last entry that is done
/// @param place how far it has come inside the entry after it, in the follower's own words: where to go on when
///     one entry makes much work, or how often something was tried; empty when that entry was not begun; at
///     most [#PLACE_CHARACTERS_MAX] characters
public record Bookmark(Sequence at, String place) {
    /// The longest place: it is a note, not a store.
    public static final int PLACE_CHARACTERS_MAX = 200;

    /// Before the first entry.
    public static final Bookmark BEGINNING = new Bookmark(Sequence.ZERO, "");

    public Bookmark {
        if (place.length() > PLACE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("the place inside an entry is a short note");
        }
    }

    /// After an entry.
    public static Bookmark after(Sequence done) {
        return new Bookmark(done, "");
    }

    /// The same entry, at another place inside the next one.
    public Bookmark in(String place) {
        return new Bookmark(at, place);
    }
}
