package io.tidemark.cli.ical;

import io.tidemark.cli.terminal.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an import did. Immutable.
///
/// @param created new objects
/// @param changed objects that an earlier import made and this one changed
/// @param unchanged objects that were there already, just like that
/// @param losses what did not come over, entirely or in part
public record ImportReport(int created, int changed, int unchanged, List<Loss> losses) {
    private static final int EVENT_CHARS_MAX = 40;

    public ImportReport {
        losses = List.copyOf(losses);
    }

    /// One sentence.
    public String sentence(boolean dryRun) {
        long entire = losses.stream().filter(Loss::entire).count();
        return (dryRun ? "Would be: " : "") + created + " created, " + changed + " changed, " + unchanged
                + " unchanged, " + entire + " not taken over, " + (losses.size() - entire) + " losses in others.";
    }

    /// The losses as a table.
    public Listing table() {
        List<List<?>> rows = new ArrayList<>();
        for (Loss loss : losses) {
            rows.add(List.of(
                    loss.line() == 0 ? "" : Integer.toString(loss.line()),
                    loss.event().codePointCount(0, loss.event().length()) > EVENT_CHARS_MAX
                            ? loss.event().substring(0, loss.event().offsetByCodePoints(0, EVENT_CHARS_MAX)) + "…"
                            : loss.event(),
                    loss.reason(),
                    loss.lost()));
        }
        return new Listing(List.of("line", "event", "reason", "lost"), rows);
    }

    /// The same for scripts.
    public Map<String, Object> object(boolean dryRun) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("dryRun", dryRun);
        object.put("created", created);
        object.put("changed", changed);
        object.put("unchanged", unchanged);
        List<Map<String, Object>> list = new ArrayList<>();
        for (Loss loss : losses) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (loss.line() > 0) {
                one.put("line", loss.line());
            }
            one.put("event", loss.event());
            one.put("entire", loss.entire());
            one.put("reason", loss.reason());
            one.put("lost", loss.lost());
            list.add(one);
        }
        object.put("losses", list);
        return object;
    }
}
