package io.tidemark.core.object;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The content of an object, field by field: names to values in canonical text. The core compares values as text and
/// never looks inside; the type that made them
/// guarantees that equal values have equal text. A field that is not there has no value. Immutable; the order of the
/// fields is kept.
///
/// @param values names to canonical text
public record Fields(Map<String, String> values) {
    /// No fields.
    public static final Fields NONE = new Fields(Map.of());

    public Fields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The value of a field, or null if it has none.
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /// These fields with one of them set, or cleared when `value` is null.
    public Fields with(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Fields(changed);
    }

    /// The names of the fields whose values differ between these and `other`.
    public Set<String> differingFrom(Fields other) {
        Set<String> names = new LinkedHashSet<>();
        values.forEach((name, value) -> {
            if (!value.equals(other.get(name))) {
                names.add(name);
            }
        });
        for (String name : other.values.keySet()) {
            if (!values.containsKey(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// These fields after an edit.
    public Fields patchedBy(Patch patch) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        patch.values().forEach((name, value) -> {
            if (value.isPresent()) {
                changed.put(name, value.get());
            } else {
                changed.remove(name);
            }
        });
        return new Fields(changed);
    }

    /// Whether a field has the same value in both.
    public boolean agreesOn(String name, Fields other) {
        return Objects.equals(get(name), other.get(name));
    }
}
