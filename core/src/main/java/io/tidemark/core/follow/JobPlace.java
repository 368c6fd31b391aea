package io.tidemark.core.follow;

import io.tidemark.core.object.ObjectNumber;

/// How far a work has come inside an entry for which several lists of objects are gone through, as the text of
/// [Bookmark#place]. Immutable.
///
/// @param job which of the lists, from 0
/// @param after the last object of it that is done; [ObjectNumber#BEFORE_ALL] for none
public record JobPlace(int job, long after) {
    /// The place of a bookmark.
    public static JobPlace of(Bookmark bookmark) {
        if (bookmark.place().isEmpty()) {
            return new JobPlace(0, ObjectNumber.BEFORE_ALL);
        }
        String[] parts = bookmark.place().split(":", 2);
        return new JobPlace(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    /// The beginning of the next list.
    public JobPlace next() {
        return new JobPlace(job + 1, ObjectNumber.BEFORE_ALL);
    }

    /// As [#of] reads it.
    public String text() {
        return job + ":" + after;
    }
}
