package io.tidemark.protocol.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object: its members in the order in which they stand in the document. Immutable.
 *
 * @param members by name; names are told apart by case
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    /** {@code {}}. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member with this name. */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** This object with one member set, at its place if it was there, else at the end. */
    public JsonObject with(String name, JsonValue value) {
        Map<String, JsonValue> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new JsonObject(changed);
    }

    /** This object without a member. */
    public JsonObject without(String name) {
        Map<String, JsonValue> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return new JsonObject(changed);
    }
}
