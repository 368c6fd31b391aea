package io.tidemark.catalog.view;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an object of the command API tells. Stateless.
public final class Told {
    private static final int STRING_MAX = 255;

    private Told() {}

    /// The text in a field; empty if there is none.
    public static String text(JsonObject object, String field) {
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    /// The whole number in a field; 0 if there is none.
    public static long number(JsonObject object, String field) {
        return object.get(field).map(Told::number).orElse(0L);
    }

    /// Whether a field says yes.
    public static boolean yes(JsonObject object, String field) {
        return number(object, field) == 1;
    }

    /// The whole numbers in a field, each once.
    public static Set<Long> numbers(JsonObject object, String field) {
        Set<Long> numbers = new LinkedHashSet<>();
        if (object.get(field).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)) {
            items.forEach(item -> numbers.add(number(item)));
        }
        return numbers;
    }

    /// Whether two objects differ in one of these fields.
    public static boolean differ(JsonObject one, JsonObject other, String... fields) {
        for (String field : fields) {
            if (!one.get(field).equals(other.get(field))) {
                return true;
            }
        }
        return false;
    }

    /// A text as a field of the kind `string` can hold it.
    static JsonText string(String text) {
        return new JsonText(
                text.codePointCount(0, text.length()) <= STRING_MAX
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, STRING_MAX)));
    }

    /// Yes or no.
    public static JsonNumber flag(boolean yes) {
        return yes ? JsonNumber.ONE : JsonNumber.ZERO;
    }

    static JsonArray numbers(Iterable<User> users) {
        List<JsonValue> numbers = new java.util.ArrayList<>();
        users.forEach(user -> numbers.add(JsonNumber.of(user.id().value())));
        return new JsonArray(numbers);
    }

    /// The user with a number; 0 is nobody.
    static Optional<User> user(long number, DirectoryReader directory) {
        return number < 1 ? Optional.empty() : directory.user(new UserId(number));
    }

    private static long number(JsonValue value) {
        return value instanceof JsonNumber(String digits) && digits.matches("-?[0-9]{1,18}")
                ? Long.parseLong(digits)
                : 0;
    }
}
