package io.tidemark.protocol.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Texts in and out of their JSON quotes. Most texts need no escape, and those are not looked at twice. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** The JSON form with only the escapes that RFC 8259 demands, or null if the text cannot be stored. */
    static @Nullable String quote(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return null;
            } else if (c < ' ' || c == '"' || c == '\\') {
                plain = false;
            } else if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return null;
                }
            }
        }
        if (plain) {
            return '"' + text + '"';
        }
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"').toString();
    }

    /** Whether a text can be stored: it holds neither U+0000 nor half a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            } else if (Character.isSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The inverse of {@link #quote}. */
    static String unquote(String json) {
        if (json.length() < 2 || json.charAt(0) != '"') {
            throw new IllegalStateException("not a text");
        }
        if (json.indexOf('\\') < 0) {
            return json.substring(1, json.length() - 1);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return parser.getString();
        }
    }
}
