package io.tidemark.catalog.command;

import io.tidemark.core.object.Fields;
import io.tidemark.core.object.Term;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// By what objects of a type are found ([CommandType#foundBy]): a term for each lookup, named by its fields
/// with a space between them, its value their values likewise. Texts are folded: small letters, no space
/// around them, cut to the longest value. A field that is empty, or 0, gives no term. Stateless.
public final class Terms {
    private Terms() {}

    /// The name of the term for these fields.
    public static String name(String... fields) {
        return String.join(" ", fields);
    }

    /// The value of a term with these parts.
    public static String value(Object... parts) {
        StringBuilder value = new StringBuilder();
        for (Object part : parts) {
            value.append(value.isEmpty() ? "" : " ").append(part instanceof String text ? folded(text) : part);
        }
        return cut(value.toString());
    }

    /// @param lookups see [CommandType#foundBy]
    static Set<Term> of(List<List<String>> lookups, Fields fields) {
        Set<Term> terms = new LinkedHashSet<>();
        for (List<String> lookup : lookups) {
            String name = String.join(" ", lookup);
            values(lookup, fields).forEach(value -> terms.add(new Term(name, cut(value))));
        }
        return terms;
    }

    private static List<String> values(List<String> lookup, Fields fields) {
        List<String> values = List.of("");
        for (String field : lookup) {
            List<String> parts = parts(fields.get(field));
            values = values.stream()
                    .flatMap(value -> parts.stream().map(part -> value.isEmpty() ? part : value + " " + part))
                    .toList();
        }
        return values;
    }

    private static List<String> parts(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return List.of();
        }
        if (isPlain(text)) { // nearly all are, and need no reader
            return part(
                            text.startsWith("\"")
                                    ? new JsonText(text.substring(1, text.length() - 1))
                                    : new JsonNumber(text))
                    .stream()
                    .toList();
        }
        JsonValue value = StoredText.value(text);
        List<JsonValue> items = value instanceof JsonArray(List<JsonValue> all) ? all : List.of(value);
        return items.stream().flatMap(item -> part(item).stream()).distinct().toList();
    }

    /// Whether canonical text is a number, or a text in which nothing is escaped.
    private static boolean isPlain(String text) {
        char first = text.charAt(0);
        return first == '-' || Character.isDigit(first) || (first == '"' && text.indexOf('\\') < 0);
    }

    private static Optional<String> part(JsonValue value) {
        return switch (value) {
            case JsonNumber(String digits) when !digits.equals("0") -> Optional.of(digits);
            case JsonText(String text) when !text.isBlank() -> Optional.of(folded(text));
            default -> Optional.empty();
        };
    }

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String cut(String value) {
        return value.length() <= Term.VALUE_CHARS_MAX ? value : value.substring(0, Term.VALUE_CHARS_MAX);
    }
}
