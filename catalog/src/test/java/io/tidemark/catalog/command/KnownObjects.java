package io.tidemark.catalog.command;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// An account in which every type has objects with the numbers 1 to 99, labelled for instance `team 4`, and some
/// presets.
record KnownObjects(Map<String, Long> presets) implements ReferredObjects {
    static final KnownObjects WITHOUT_PRESETS = new KnownObjects(Map.of());

    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    /// JSON with `'` for its quotes.
    static JsonObject json(String json) {
        return READER.read(json.replace('\'', '"'));
    }

    @Override
    public Optional<JsonObject> find(CommandType type, long number) {
        if (number < 1 || number > 99) {
            return Optional.empty();
        }
        Map<String, JsonValue> values = new LinkedHashMap<>();
        values.put(type.key().orElseThrow(), JsonNumber.of(number));
        if (!type.label().isEmpty()) {
            values.put(type.label().getFirst(), new JsonText(type.name()));
            values.merge(type.label().getLast(), new JsonText(" " + number), KnownObjects::joined);
        }
        return Optional.of(new JsonObject(values));
    }

    private static JsonValue joined(JsonValue first, JsonValue second) {
        return first instanceof JsonText(String start) && second instanceof JsonText(String end)
                ? new JsonText(start + end)
                : second;
    }

    @Override
    public OptionalLong preset(CommandType type) {
        Long number = presets.get(type.name());
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
