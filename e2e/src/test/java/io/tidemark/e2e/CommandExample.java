package io.tidemark.e2e;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An example of the command reference: a request and what comes back. Immutable.
///
/// @param of the command that it is an example of
/// @param says what is to be seen, for people; empty if nothing needs to be said
/// @param commands of the request; the text [#ANY] in it stands for a session token
/// @param results one for each command
record CommandExample(String of, String says, JsonArray commands, JsonArray results) {
    /// Stands for a text of a result that differs from run to run.
    static final JsonText ANY = new JsonText("…");

    CommandExample with(JsonArray newResults) {
        return new CommandExample(of, says, commands, newResults);
    }

    /// A value with [#ANY] wherever a pattern has it for a text.
    static JsonValue masked(JsonValue value, JsonValue pattern) {
        if (pattern.equals(ANY) && value instanceof JsonText) {
            return ANY;
        }
        if (value instanceof JsonObject object && pattern instanceof JsonObject other) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members()
                    .forEach((name, member) -> members.put(
                            name, other.get(name).map(of -> masked(member, of)).orElse(member)));
            return new JsonObject(members);
        }
        if (value instanceof JsonArray(List<JsonValue> items) && pattern instanceof JsonArray(List<JsonValue> others)) {
            List<JsonValue> masked = new ArrayList<>();
            for (int n = 0; n < items.size(); n++) {
                masked.add(n < others.size() ? masked(items.get(n), others.get(n)) : items.get(n));
            }
            return new JsonArray(masked);
        }
        return value;
    }
}
