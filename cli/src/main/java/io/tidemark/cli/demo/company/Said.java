package io.tidemark.cli.demo.company;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of an object that is being invented: what a client would say, and what the server would have decided.
/// Confined to one thread.
final class Said {
    private final Map<String, JsonValue> said = new LinkedHashMap<>();
    private final Map<String, JsonValue> decided = new LinkedHashMap<>();

    Said text(String field, String text) {
        return value(field, new JsonText(text));
    }

    Said number(String field, long number) {
        return value(field, JsonNumber.of(number));
    }

    /// A position on the map, to a metre.
    Said place(double latitude, double longitude) {
        return value("latitude", degrees(latitude)).value("longitude", degrees(longitude));
    }

    private static JsonNumber degrees(double degrees) {
        return new JsonNumber("%d.%05d".formatted((long) degrees, Math.round((degrees - (long) degrees) * 99_999)));
    }

    Said flag(String field, boolean is) {
        return number(field, is ? 1 : 0);
    }

    Said numbers(String field, long... numbers) {
        return value(field, array(numbers));
    }

    Said value(String field, JsonValue value) {
        said.put(field, value);
        return this;
    }

    /// What the server decides, where a client cannot.
    Said decided(String field, JsonValue value) {
        decided.put(field, value);
        return this;
    }

    static JsonArray array(long... numbers) {
        return new JsonArray(
                Arrays.stream(numbers).<JsonValue>mapToObj(JsonNumber::of).toList());
    }

    JsonObject said() {
        return new JsonObject(said);
    }

    JsonObject decided() {
        return new JsonObject(decided);
    }
}
