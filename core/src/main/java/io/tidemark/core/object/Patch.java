package io.tidemark.core.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a client says about some fields of an object: set to a value, or cleared (empty). A field that is not
/// named stays as it is (meeting API 1.3).
/// Immutable; the order is kept.
///
/// @param values names to the new canonical text, or empty to clear the field
public record Patch(Map<String, Optional<String>> values) {
    /// Says nothing.
    public static final Patch NOTHING = new Patch(Map.of());

    public Patch {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The patch that sets every field of `fields`.
    public static Patch settingAll(Fields fields) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        fields.values().forEach((name, value) -> values.put(name, Optional.of(value)));
        return new Patch(values);
    }

    /// The fields on which this patch says something else than what `base` holds.
    public Set<String> changesTo(Fields base) {
        Set<String> names = new LinkedHashSet<>();
        values.forEach((name, value) -> {
            if (!value.equals(Optional.ofNullable(base.get(name)))) {
                names.add(name);
            }
        });
        return names;
    }

    /// This patch, restricted to some fields.
    public Patch only(Set<String> names) {
        Map<String, Optional<String>> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (names.contains(name)) {
                kept.put(name, value);
            }
        });
        return new Patch(kept);
    }

    /// This patch, and where `other` says something, that.
    public Patch and(Patch other) {
        Map<String, Optional<String>> both = new LinkedHashMap<>(values);
        both.putAll(other.values());
        return new Patch(both);
    }

    /// Whether nothing is said at all.
    public boolean isEmpty() {
        return values.isEmpty();
    }
}
