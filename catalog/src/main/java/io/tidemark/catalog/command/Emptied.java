package io.tidemark.catalog.command;

import io.tidemark.core.object.Fields;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What goes out of the fields of a hidden object whose type empties those ([CommandType.Deletion#leaves],
/// command API 1.6). Immutable.
///
/// @param empty every stored field, with what stands in it when nobody wrote it, and the one that says hidden
/// @param leaves the fields that keep their value
record Emptied(Map<String, String> empty, List<String> leaves) {
    static Emptied of(CommandType type, CommandType.Deletion deletion) {
        Set<String> added = SentText.added(type);
        Map<String, String> empty = new LinkedHashMap<>();
        for (CommandField field : type.fields()) {
            if (!added.contains(field.name())) {
                empty.put(field.name(), field.name().equals(deletion.field()) ? "1" : TreeWriter.text(field.start()));
            }
        }
        return new Emptied(empty, deletion.leaves().orElse(List.of()));
    }

    /// The bytes to send instead of a body.
    byte[] of(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>(empty);
        if (!leaves.isEmpty()) {
            Fields stored = StoredText.fields(body);
            leaves.forEach(field -> {
                String value = stored.get(field);
                if (value != null) {
                    values.put(field, value);
                }
            });
        }
        return StoredText.write(new Fields(values));
    }
}
