package io.tidemark.core.handshake;

import io.tidemark.core.object.Fields;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What a device started from when it edited an object. Immutable.
///
/// @param held what it holds: everything that it said since is in it
/// @param said the same without what was refused: what a device says again of that, it means again
/// @param served what the server had, as far as the device knows it, with those edits that were taken: what differs
///     from this was changed by others
record Base(Fields held, Fields said, Fields served) {
    static Base of(Fields all) {
        return new Base(all, all, all);
    }

    /// The base of a device that also said some fields of `now`, which were taken.
    Base saying(Set<String> fields, Fields now) {
        UnaryOperator<Fields> saying = content -> {
            Fields with = content;
            for (String field : fields) {
                with = with.with(field, now.get(field));
            }
            return with;
        };
        return new Base(saying.apply(held), saying.apply(said), saying.apply(served));
    }
}
