package io.tidemark.protocol.json;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads documents of any shape, as strictly as {@link ShapeReader} and within the same limits: what is no JSON of RFC 8259, has
 * a name twice in one object, or holds a text that cannot be stored, is refused.
 *
 * <p>Thread-safe. Keep one: it remembers the names that it has seen.
 */
public final class TreeReader {
    private static final int TOP_LEVEL_ARRAY_DEPTH = 2;

    private final JsonSource source;
    private final int valuesMax;

    public TreeReader(ReadLimits limits) {
        this(limits, Integer.MAX_VALUE);
    }

    /**
     * @param valuesMax values in a document, at any depth: a value takes up to some 200 bytes of memory, however short it is on
     *     the wire
     */
    public TreeReader(ReadLimits limits, int valuesMax) {
        this.source = new JsonSource(limits);
        this.valuesMax = valuesMax;
    }

    /**
     * Reads the stream to its end and leaves it open.
     *
     * @throws WireException if the bytes are no such document
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public JsonObject read(InputStream in) {
        return source.read(in, input -> new Reading(input, valuesMax).document());
    }

    /** @throws WireException if the text is no such document */
    public JsonObject read(String document) {
        return source.read(document, input -> new Reading(input, valuesMax).document());
    }

    /** The descent through one document. Confined to one thread, used once. */
    private static final class Reading {
        private final JsonInput input;
        private final int valuesMax;
        private int topLevelItems;
        private int values;

        Reading(JsonInput input, int valuesMax) {
            this.input = input;
            this.valuesMax = valuesMax;
        }

        JsonObject document() {
            JsonToken first = input.next();
            if (first == null) {
                throw input.error(WireError.MALFORMED_JSON, "The message is empty; send a JSON object.");
            }
            if (first != JsonToken.START_OBJECT) {
                throw input.error(WireError.WRONG_TYPE, "The value must be an object in braces.");
            }
            JsonObject object = object();
            if (input.next() != null) {
                throw input.error(WireError.MALFORMED_JSON, "Something follows the JSON object; send one object only.");
            }
            return object;
        }

        private JsonObject object() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            for (String name = input.parser().nextName();
                    name != null;
                    name = input.parser().nextName()) {
                if (members.size() == input.limits().propertiesPerObject()) {
                    throw input.error(
                            WireError.TOO_MANY_PROPERTIES,
                            "An object may have at most " + input.limits().propertiesPerObject() + " properties.");
                }
                if (members.put(storable(name), value(input.next())) != null) {
                    throw input.error(WireError.DUPLICATE_PROPERTY, "The object has a property twice; send it once.");
                }
            }
            return new JsonObject(members);
        }

        private JsonArray array() {
            boolean topLevel = input.parser().streamReadContext().getNestingDepth() == TOP_LEVEL_ARRAY_DEPTH;
            List<JsonValue> items = new ArrayList<>();
            for (JsonToken token = input.next(); token != JsonToken.END_ARRAY; token = input.next()) {
                if (items.size() == input.limits().itemsPerArray()) {
                    throw input.error(
                            WireError.TOO_MANY_ITEMS,
                            "An array may have at most " + input.limits().itemsPerArray() + " items.");
                }
                if (topLevel && ++topLevelItems > input.limits().topLevelItems()) {
                    throw input.error(
                            WireError.TOO_MANY_TOP_LEVEL_ITEMS,
                            "A message may hold at most " + input.limits().topLevelItems()
                                    + " items; send it in several parts.");
                }
                items.add(value(token));
            }
            return new JsonArray(items);
        }

        private JsonValue value(@Nullable JsonToken token) {
            if (token == null) {
                throw input.error(WireError.MALFORMED_JSON, "The JSON text ends too early; send the whole of it.");
            }
            if (++values > valuesMax) {
                throw input.error(
                        WireError.TOO_MANY_ITEMS,
                        "A message may hold at most " + valuesMax + " values; send it in several parts.");
            }
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING ->
                    new io.tidemark.protocol.tree.JsonText(
                            storable(input.parser().getString()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new JsonNumber(input.parser().getString());
                case VALUE_TRUE -> JsonLiteral.TRUE;
                case VALUE_FALSE -> JsonLiteral.FALSE;
                default -> JsonLiteral.NULL;
            };
        }

        private String storable(String text) {
            if (!JsonText.isStorable(text)) {
                throw input.error(
                        WireError.BAD_TEXT, "A text may hold neither the character U+0000 nor half a surrogate pair.");
            }
            return text;
        }
    }
}
