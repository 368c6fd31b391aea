package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;

/** Values whose inside is not looked at, but for what no storage could keep. Stateless. */
final class TreeValues {
    private static final int DEPTH_MAX =
            32; // as ReadLimits.DEFAULT: what could not have been sent is not stored either

    private TreeValues() {}

    static ValueReading set(String field, JsonValue input) {
        if (input.equals(JsonArray.EMPTY)) {
            return ValueReading.canonical(JsonObject.EMPTY);
        }
        return input instanceof JsonObject
                ? any(field, input)
                : ValueReading.bad(field, "must be a set, written as a JSON object");
    }

    static ValueReading any(String field, JsonValue input) {
        return isStorable(input, DEPTH_MAX)
                ? ValueReading.canonical(input)
                : ValueReading.bad(
                        field,
                        "may be nested at most " + DEPTH_MAX
                                + " deep, and no text in it may hold U+0000 or half a surrogate pair");
    }

    private static boolean isStorable(JsonValue value, int depthLeft) {
        if (value instanceof JsonText text) {
            return TextValues.isStorable(text.value());
        } else if (value instanceof JsonArray array) {
            return depthLeft > 0 && array.items().stream().allMatch(item -> isStorable(item, depthLeft - 1));
        } else if (value instanceof JsonObject object) {
            return depthLeft > 0
                    && object.members().entrySet().stream()
                            .allMatch(member -> TextValues.isStorable(member.getKey())
                                    && isStorable(member.getValue(), depthLeft - 1));
        }
        return true;
    }
}
