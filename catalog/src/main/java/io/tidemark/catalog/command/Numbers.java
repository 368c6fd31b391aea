package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers and texts in canonical objects. Stateless.
final class Numbers {
    private Numbers() {}

    /// The number in a canonical value; 0 if it is no whole number.
    static long of(JsonValue value) {
        try {
            return value instanceof JsonNumber(String digits) ? Long.parseLong(digits) : 0;
        } catch (NumberFormatException e) {
            return 0; // of a field that holds decimals, or of an object that somebody else stored
        }
    }

    /// The number in canonical text; 0 if it is no whole number.
    static long ofText(@Nullable String canonical) {
        return canonical == null ? 0 : of(new JsonNumber(canonical));
    }

    /// The number in a field; 0 if there is none.
    static long in(JsonObject object, String field) {
        return object.get(field).map(Numbers::of).orElse(0L);
    }

    /// All numbers in a canonical value: itself, or its items.
    static List<Long> allOf(JsonValue value) {
        return value instanceof JsonArray(List<JsonValue> items)
                ? items.stream().map(Numbers::of).toList()
                : List.of(of(value));
    }

    /// The text in a field; empty if there is none.
    static String text(JsonObject object, String field) {
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }
}
