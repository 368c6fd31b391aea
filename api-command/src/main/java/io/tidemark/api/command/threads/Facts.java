package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.StoredObject;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an object says of itself. Immutable.
///
/// @param object its fields with their canonical values, and what is kept
record Facts(JsonObject object) {
    static Facts of(StoredObject stored) {
        return of(stored.body());
    }

    static Facts of(byte[] body) {
        return new Facts(CommandObjectType.object(body));
    }

    static Facts of(Current current) {
        return new Facts(CommandObjectType.object(current.fields()));
    }

    String text(String field) {
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    /// The number in a field; 0 when there is none.
    long number(String field) {
        return number(object.get(field).orElse(JsonNumber.ZERO));
    }

    boolean yes(String field) {
        return number(field) == 1;
    }

    /// The numbers in a field, each once.
    Set<Long> numbers(String field) {
        Set<Long> numbers = new LinkedHashSet<>();
        if (object.get(field).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)) {
            items.forEach(item -> numbers.add(number(item)));
        }
        return numbers;
    }

    /// Of a thread: whether a user may read it. What is about an object is for everybody in the account, as the object
    /// is; what is about none, for those who take part.
    boolean isThreadFor(UserId user) {
        return number("objectid") != 0 || numbers("internalsubscribers").contains(user.value());
    }

    /// A collection of numbers as it is stored.
    static JsonArray array(Set<Long> numbers) {
        return new JsonArray(numbers.stream().<JsonValue>map(JsonNumber::of).toList());
    }

    static JsonNumber flag(boolean yes) {
        return yes ? JsonNumber.ONE : JsonNumber.ZERO;
    }

    private static long number(JsonValue value) {
        return value instanceof JsonNumber(String digits) && digits.matches("-?[0-9]{1,18}")
                ? Long.parseLong(digits)
                : 0;
    }
}
