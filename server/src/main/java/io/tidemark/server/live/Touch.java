package io.tidemark.server.live;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction.Concern;
import java.util.Objects;
import java.util.SequencedMap;

/// Something of a type was touched for a principal. Immutable.
///
/// @param writer the login that wrote it; empty when every device is to hear of it
record Touch(Principal principal, TypeId type, String writer) {
    /// Adds the touches of an entry to those of entries before it, each with its last position, in the order
    /// of those.
    static void add(Concern concern, SequencedMap<Touch, Long> touches) {
        String writer = Objects.requireNonNullElse(concern.origin().session(), "");
        long at = concern.at().value();
        concern.principals().forEach(principal -> touches.putLast(new Touch(principal, concern.type(), writer), at));
        // what a device took away from itself it does not know to be gone
        concern.parted().forEach(principal -> touches.putLast(new Touch(principal, concern.type(), ""), at));
    }
}
