package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.regex.Pattern;

/** Values that are texts. Length is counted in characters of Unicode, not in UTF-16 units. Stateless. */
final class TextValues {
    private static final int STRING_CHARS_MAX = 255;
    private static final int LSTRING_CHARS_MAX = 16_777_215;

    /** Something, one {@code @}, something; nothing that would make two addresses or a header of it. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl},;<>]+@[^@\\s\\p{Cntrl},;<>]+");

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n?");

    private TextValues() {}

    static ValueReading string(String field, JsonValue input) {
        return input instanceof JsonText text ? bounded(field, text, STRING_CHARS_MAX) : noText(field);
    }

    static ValueReading longString(String field, JsonValue input) {
        if (!(input instanceof JsonText text)) {
            return noText(field);
        }
        return text.value().indexOf('\r') < 0
                ? bounded(field, text, LSTRING_CHARS_MAX)
                : bounded(field, new JsonText(LINE_BREAK.matcher(text.value()).replaceAll("\n")), LSTRING_CHARS_MAX);
    }

    static ValueReading email(String field, JsonValue input) {
        return input instanceof JsonText text
                        && (text.value().isEmpty()
                                || ADDRESS.matcher(text.value()).matches())
                ? bounded(field, text, STRING_CHARS_MAX)
                : ValueReading.bad(field, "must be one e-mail address, such as name@example.com, or empty");
    }

    static ValueReading binary(String field, JsonValue input) {
        if (!(input instanceof JsonText text)) {
            return badBase64(field);
        }
        return Base64Text.canonical(text.value())
                .map(canonical ->
                        ValueReading.canonical(canonical.equals(text.value()) ? text : new JsonText(canonical)))
                .orElseGet(() -> badBase64(field));
    }

    private static ValueReading badBase64(String field) {
        return ValueReading.bad(field, "must be bytes in base64");
    }

    private static ValueReading noText(String field) {
        return ValueReading.bad(field, "must be a text in quotes");
    }

    private static ValueReading bounded(String field, JsonText text, int charsMax) {
        String value = text.value();
        if (!isStorable(value)) {
            return ValueReading.bad(field, "may hold neither the character U+0000 nor half a surrogate pair");
        }
        return value.length() > charsMax && value.codePointCount(0, value.length()) > charsMax
                ? ValueReading.bad(field, "may have at most " + charsMax + " characters")
                : ValueReading.canonical(text);
    }

    /** Whether every storage and every encoding can keep the text. */
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
}
