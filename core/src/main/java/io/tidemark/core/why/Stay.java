package io.tidemark.core.why;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import org.jspecify.annotations.Nullable;

/// One stay of an object in a user's selection through one principal: as long as the object is selected for the
/// principal and the user is who that is. Immutable.
///
/// @param principal through whom
/// @param edge the object's stay
/// @param membership the user's stay
public record Stay(Principal principal, Edge edge, Membership membership) {
    /// The change that began it: of the two, the later.
    public Sequence begin() {
        return edge.begin().isAfter(membership.begin()) ? edge.begin() : membership.begin();
    }

    /// The change that ended it: of the two, the earlier; null while it lasts.
    public @Nullable Sequence end() {
        Sequence one = edge.end();
        Sequence other = membership.end();
        return one == null || (other != null && one.isAfter(other)) ? other : one;
    }

    /// Whether it ever was: the two overlap.
    boolean isStay() {
        Sequence end = end();
        return end == null || end.isAfter(begin());
    }

    /// Whether it was at a position of the log, after the change with that number.
    public boolean holdsAt(Sequence position) {
        return edge.holdsAt(position) && membership.holdsAt(position);
    }
}
