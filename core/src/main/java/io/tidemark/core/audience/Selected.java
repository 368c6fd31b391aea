package io.tidemark.core.audience;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who should have an object, and how long that stands if nobody touches anything: rules may look at the calendar.
///
/// @param audience the principals
/// @param until when the answer may differ, later than the instant it was given for; null for never
public record Selected(Set<Principal> audience, @Nullable Instant until) {
    public Selected {
        audience = Set.copyOf(audience);
    }
}
