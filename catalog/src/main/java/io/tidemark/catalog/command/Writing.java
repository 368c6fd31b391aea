package io.tidemark.catalog.command;

import io.tidemark.core.object.Fields;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells what somebody wrote in an object from what the server makes of other objects: texts that name them, and which
/// custom fields it shows. Those follow behind the log, or with the next save, whoever's it is. Immutable.
///
/// @param made fields that follow other objects
/// @param starts what stands in a field that nobody wrote
record Writing(Set<String> made, Map<String, String> starts) {
    private static final Pattern CUSTOM = Pattern.compile("\\.?custom[0-9]+");
    private static final Set<String> EMPTY = Set.of("0", "\"\"", "[]");

    Writing {
        made = Set.copyOf(made);
        starts = Map.copyOf(starts);
    }

    static Writing of(CommandType type) {
        Set<String> made = new HashSet<>();
        Map<String, String> starts = new HashMap<>();
        for (CommandField field : type.fields()) {
            starts.put(field.name(), TreeWriter.text(field.start()));
            field.derivation()
                    .filter(derivation ->
                            derivation instanceof Derivation.TextOf || derivation instanceof Derivation.Joined)
                    .ifPresent(derivation -> made.add(field.name()));
        }
        return new Writing(made, starts);
    }

    /// Whether somebody wrote something between two states of an object.
    boolean differs(Fields before, Fields after) {
        return !before.equals(after) && !written(before).equals(written(after));
    }

    private Map<String, String> written(Fields fields) {
        Map<String, String> written = new HashMap<>();
        fields.values().forEach((name, value) -> {
            boolean isCustom = CUSTOM.matcher(name).matches();
            if (isCustom && !EMPTY.contains(value)) {
                written.put(StoredText.isKept(name) ? name.substring(1) : name, value);
            } else if (!isCustom
                    && !StoredText.isKept(name)
                    && !made.contains(name)
                    && !value.equals(starts.get(name))) {
                written.put(name, value);
            }
        });
        return written;
    }
}
