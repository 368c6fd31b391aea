package io.tidemark.core.handshake;

import io.tidemark.core.object.Fields;
import java.util.Set;

/// What a device started from when it edited an object. Immutable.
///
/// @param held what it holds: its own edits are in it, also those that were not taken
/// @param served what the server had, as far as the device knows it, with those of its edits that were taken: what
///     differs from this was changed by others
record Base(Fields held, Fields served) {
    static Base of(Fields both) {
        return new Base(both, both);
    }

    /// The base of a device that also said some fields of `now`, which were taken.
    Base saying(Set<String> fields, Fields now) {
        Fields newHeld = held;
        Fields newServed = served;
        for (String field : fields) {
            newHeld = newHeld.with(field, now.get(field));
            newServed = newServed.with(field, now.get(field));
        }
        return new Base(newHeld, newServed);
    }
}
