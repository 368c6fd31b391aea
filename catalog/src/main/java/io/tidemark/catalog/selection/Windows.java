package io.tidemark.catalog.selection;

import java.util.Map;
import java.util.Objects;

/// The windows that an account has set, which go before those of the descriptions. Immutable.
///
/// @param set by type, then by the name of the rule or the limit
public record Windows(Map<String, Map<String, Window>> set) {
    /// None were set.
    public static final Windows AS_DESCRIBED = new Windows(Map.of());

    public Windows {
        set = set.entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, type -> Map.copyOf(type.getValue())));
    }

    /// The window of a rule or limit.
    ///
    /// @param described the one of its description
    Window window(String type, String name, Window described) {
        return Objects.requireNonNullElse(set.getOrDefault(type, Map.of()).get(name), described);
    }
}
