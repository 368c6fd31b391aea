package io.tidemark.cli.csv;

import io.tidemark.cli.terminal.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an import did. Immutable.
///
/// @param unit what the entries of the file are counted by, such as `line`
/// @param created new objects
/// @param changed objects that were there and say something else now
/// @param unchanged objects that were there, just like that
/// @param refused entries that were not taken over
/// @param first why, for the first of them
public record CsvReport(String unit, long created, long changed, long unchanged, long refused, List<Refused> first) {
    public CsvReport {
        first = List.copyOf(first);
    }

    /// An entry that was not taken over.
    ///
    /// @param place where it is in the file
    /// @param field the field that is to blame; empty when it is none, or several
    /// @param reason a sentence
    public record Refused(long place, String field, String reason) {}

    /// The first entries that were refused, for people.
    public Listing table() {
        List<List<?>> rows = new ArrayList<>();
        first.forEach(one -> rows.add(List.of(one.place(), one.field(), one.reason())));
        return new Listing(List.of(unit, "field", "reason"), rows);
    }

    /// What the table leaves out; empty when it is complete.
    public Optional<String> more() {
        return refused > first.size()
                ? Optional.of("… and " + (refused - first.size()) + " more; --rejects FILE writes all of them.")
                : Optional.empty();
    }

    /// One sentence.
    public String sentence(boolean dryRun) {
        return (dryRun ? "Would be: " : "") + created + " created, " + changed + " changed, " + unchanged
                + " unchanged, " + refused + " refused.";
    }

    /// The same for scripts.
    public Map<String, Object> object(boolean dryRun) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("dryRun", dryRun);
        object.put("created", created);
        object.put("changed", changed);
        object.put("unchanged", unchanged);
        object.put("refused", refused);
        object.put("refusals", table().objects());
        return object;
    }
}
