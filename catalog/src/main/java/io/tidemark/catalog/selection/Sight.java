package io.tidemark.catalog.selection;

import io.tidemark.catalog.selection.SelectionRules.Limit;
import io.tidemark.catalog.selection.SelectionRules.Rule;
import io.tidemark.core.audience.Principal;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the rules and limits of a type see of an object on a day: for whoever asks why. Immutable.
///
/// @param rules once for each principal that a rule names, and once for a rule that names none
/// @param limits each once
public record Sight(List<OfRule> rules, List<OfLimit> limits) {
    public Sight {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
    }

    /// What a rule sees.
    ///
    /// @param principal to whom it gives the object, if it holds; empty when it names nobody
    /// @param item the id of the object that names this one; 0 when this one does, or none
    /// @param values the fields that it goes by, of whichever names the principal
    /// @param holds whether it gives the object
    /// @param until the first day on which that is otherwise; null for never
    public record OfRule(
            Rule rule,
            Optional<Principal> principal,
            long item,
            Map<String, JsonValue> values,
            boolean holds,
            @Nullable LocalDate until) {
        public OfRule {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// What a limit sees.
    ///
    /// @param day the day that it goes by; empty when the object has none, so that it does not limit
    /// @param holds whether it leaves the object with those who have it
    /// @param until the first day on which that is otherwise; null for never
    public record OfLimit(
            Limit limit,
            Optional<LocalDate> day,
            boolean holds,
            @Nullable LocalDate until) {}
}
