package io.tidemark.protocol.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The descent through one document, object by object. Confined to one thread, used once. */
final class ObjectReading {
    private static final int TOP_LEVEL_ARRAY_DEPTH = 2;

    private final JsonInput input;
    private final JsonParser parser;
    private final ReadMode mode;
    private int topLevelItems;

    ObjectReading(JsonInput input, ReadMode mode) {
        this.input = input;
        this.parser = input.parser();
        this.mode = mode;
    }

    WireObject document(Shape shape) {
        JsonToken first = input.next();
        if (first == null) {
            throw input.error(WireError.MALFORMED_JSON, "The message is empty; send a JSON object.");
        }
        WireObject object = object(first, shape);
        if (input.next() != null) {
            throw input.error(WireError.MALFORMED_JSON, "Something follows the JSON object; send one object only.");
        }
        return object;
    }

    private WireObject object(JsonToken start, Shape shape) {
        if (start != JsonToken.START_OBJECT) {
            throw input.error(WireError.WRONG_TYPE, "The value must be an object in braces.");
        }
        List<Property> properties = shape.properties();
        @Nullable WireValue[] values = null;
        BitSet skipped = null;
        int count = 0;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (++count > input.limits().propertiesPerObject()) {
                throw input.error(
                        WireError.TOO_MANY_PROPERTIES,
                        "An object may have at most " + input.limits().propertiesPerObject() + " properties.");
            }
            int index = shape.find(name);
            if (index == Shape.UNKNOWN) {
                skipValue();
                continue;
            }
            Property property = properties.get(index);
            if ((values != null && values[index] != null) || (skipped != null && skipped.get(index))) {
                throw input.error(
                        WireError.DUPLICATE_PROPERTY,
                        "The object has the property " + property.name() + " twice; send it once.");
            }
            if (property.readOnly() && mode == ReadMode.CLIENT_INPUT) {
                skipValue();
                skipped = skipped == null ? new BitSet(properties.size()) : skipped;
                skipped.set(index);
                continue;
            }
            values = values == null ? new @Nullable WireValue[properties.size()] : values;
            values[index] = value(property.kind());
        }
        return values == null ? shape.empty() : WireObject.ofValues(shape, values);
    }

    private WireValue value(Kind kind) {
        JsonToken token = token();
        if (token == JsonToken.VALUE_NULL) {
            return WireValue.NULL;
        }
        if (kind instanceof Kind.Nested nested) {
            return object(token, nested.shape());
        }
        if (kind instanceof Kind.Items items) {
            return list(token, items);
        }
        return ScalarReading.read(input, kind, token);
    }

    private WireList list(JsonToken start, Kind.Items kind) {
        if (start != JsonToken.START_ARRAY) {
            throw input.error(WireError.WRONG_TYPE, "The value must be an array in brackets.");
        }
        boolean topLevel = parser.streamReadContext().getNestingDepth() == TOP_LEVEL_ARRAY_DEPTH;
        int max = topLevel
                ? kind.maxItems()
                : Math.min(kind.maxItems(), input.limits().itemsPerArray());
        List<WireObject> items = new ArrayList<>();
        for (JsonToken token = token(); token != JsonToken.END_ARRAY; token = token()) {
            if (topLevel && ++topLevelItems > input.limits().topLevelItems()) {
                throw input.error(
                        WireError.TOO_MANY_TOP_LEVEL_ITEMS,
                        "The message holds more than " + input.limits().topLevelItems()
                                + " records; send the rest in another one.");
            }
            if (items.size() == max) {
                throw input.error(WireError.TOO_MANY_ITEMS, "The array may have at most " + max + " items.");
            }
            items.add(object(token, kind.shape()));
        }
        if (items.isEmpty()) {
            return WireList.EMPTY;
        }
        if (!kind.sortKeys().isEmpty()) {
            items.sort(SortKey.order(kind.sortKeys()));
        }
        return new WireList(items);
    }

    private void skipValue() {
        token();
        parser.skipChildren();
    }

    /** The next token where the document cannot end yet. */
    private JsonToken token() {
        JsonToken token = input.next();
        if (token == null) {
            throw input.error(WireError.MALFORMED_JSON, "The JSON text ends too early; send the whole of it.");
        }
        return token;
    }
}
