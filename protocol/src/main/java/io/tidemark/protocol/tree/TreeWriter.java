package io.tidemark.protocol.tree;

import tools.jackson.core.io.JsonStringEncoder;

/** Writes values as JSON without white space, with only the escapes that RFC 8259 demands. Stateless. */
public final class TreeWriter {
    private TreeWriter() {}

    /** The value as JSON. */
    public static String text(JsonValue value) {
        StringBuilder json = new StringBuilder(256);
        append(json, value);
        return json.toString();
    }

    /** Adds the value to a text. */
    public static void append(StringBuilder json, JsonValue value) {
        if (value instanceof JsonText text) {
            appendQuoted(json, text.value());
        } else if (value instanceof JsonNumber number) {
            json.append(number.digits());
        } else if (value instanceof JsonObject object) {
            char separator = '{';
            for (var member : object.members().entrySet()) {
                appendQuoted(json.append(separator), member.getKey());
                append(json.append(':'), member.getValue());
                separator = ',';
            }
            json.append(object.members().isEmpty() ? "{}" : "}");
        } else if (value instanceof JsonArray array) {
            char separator = '[';
            for (JsonValue item : array.items()) {
                append(json.append(separator), item);
                separator = ',';
            }
            json.append(array.items().isEmpty() ? "[]" : "]");
        } else if (value instanceof JsonLiteral literal) {
            json.append(
                    switch (literal) {
                        case TRUE -> "true";
                        case FALSE -> "false";
                        case NULL -> "null";
                    });
        }
    }

    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
