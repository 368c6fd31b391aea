package io.tidemark.protocol.tree;

import java.util.List;

/** A JSON array. Immutable. */
public record JsonArray(List<JsonValue> items) implements JsonValue {
    /** {@code []}. */
    public static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        items = List.copyOf(items);
    }
}
