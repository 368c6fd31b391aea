package io.tidemark.protocol.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes objects in canonical form, and takes stored bodies apart and together again without making objects of them.
 * Stateless.
 */
public final class ShapeWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ShapeWriter() {}

    /** The canonical form in UTF-8. */
    public static byte[] write(WireObject object) {
        return text(object).getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical form of an object, a list, a scalar or null. */
    public static String text(WireValue value) {
        StringBuilder json = new StringBuilder(256);
        append(json, value);
        return json.toString();
    }

    /**
     * The properties of a canonical object and the bytes of their values, in the order written.
     *
     * @throws WireException if the bytes are not one JSON object or hold a property twice
     */
    public static Map<String, byte[]> splitTopLevel(byte[] canonical) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), canonical)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                if (values.put(name, Arrays.copyOfRange(canonical, start, end)) != null) {
                    throw malformed();
                }
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (JacksonException e) {
            throw malformed();
        }
        return values;
    }

    /** The inverse of {@link #splitTopLevel}. The names and values are trusted. */
    public static byte[] joinTopLevel(Map<String, byte[]> values) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(1_024);
        char separator = '{';
        for (Map.Entry<String, byte[]> value : values.entrySet()) {
            json.write(separator);
            json.writeBytes(Scalar.text(value.getKey()).json().getBytes(StandardCharsets.UTF_8));
            json.write(':');
            json.writeBytes(value.getValue());
            separator = ',';
        }
        if (values.isEmpty()) {
            json.write('{');
        }
        json.write('}');
        return json.toByteArray();
    }

    private static void append(StringBuilder json, WireValue value) {
        if (value instanceof Scalar scalar) {
            json.append(scalar.json());
        } else if (value instanceof WireObject object) {
            appendObject(json, object);
        } else if (value instanceof WireList list) {
            appendList(json, list);
        } else {
            json.append("null");
        }
    }

    private static void appendObject(StringBuilder json, WireObject object) {
        json.append('{');
        boolean first = true;
        List<Property> properties = object.shape().properties();
        for (int i = 0; i < properties.size(); i++) {
            WireValue value = object.valueAt(i);
            if (value != null) {
                json.append(first ? "\"" : ",\"")
                        .append(properties.get(i).name())
                        .append("\":");
                append(json, value);
                first = false;
            }
        }
        json.append('}');
    }

    private static void appendList(StringBuilder json, WireList list) {
        json.append('[');
        List<WireObject> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            append(json, items.get(i));
        }
        json.append(']');
    }

    private static WireException malformed() {
        return new WireException(
                WireError.MALFORMED_JSON, "", "A stored body is not one JSON object.", WireException.NO_OFFSET);
    }
}
