package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// An object of a description, read member by member. Immutable.
///
/// @param place where it stands, for the message of a mistake
/// @param object its members
public record DescribedObject(String place, JsonObject object) {

    /// Refuses members that nobody would read: a slip of the pen must not pass for a default.
    public DescribedObject knowing(Set<String> names) {
        for (String name : object.members().keySet()) {
            if (!names.contains(name)) {
                throw mistake("There is no property " + name + "; there are " + String.join(", ", sorted(names)) + ".");
            }
        }
        return this;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /// What to throw when this object has a mistake.
    public TypeDescriptionException mistake(String sentence) {
        return new TypeDescriptionException(place, sentence);
    }

    /// This object at a more exact place.
    public DescribedObject at(String deeper) {
        return new DescribedObject(deeper, object);
    }

    /// A text that must be there, and not empty.
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> mistake("The property " + name + " is needed."));
    }

    /// A text that is not empty; empty when there is none.
    public Optional<String> optionalText(String name) {
        return object.get(name).map(value -> text(name, value));
    }

    /// True or false; `otherwise` when it is left out.
    public boolean flag(String name, boolean otherwise) {
        Optional<JsonValue> value = object.get(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case JsonLiteral literal when literal != JsonLiteral.NULL -> literal == JsonLiteral.TRUE;
            default -> throw mistake("The property " + name + " must be true or false.");
        };
    }

    /// A list of texts; empty when it is left out.
    public List<String> texts(String name) {
        return items(name, value -> text(name, value));
    }

    /// A list of lists of texts; empty when it is left out.
    public List<List<String>> lists(String name) {
        return items(name, value -> items(name, value, item -> text(name, item)));
    }

    /// A list of whole numbers; empty when it is left out.
    public List<Long> numbers(String name) {
        return items(name, value -> {
            if (value instanceof JsonNumber(String digits)) {
                try {
                    return Long.valueOf(digits);
                } catch (NumberFormatException e) {
                    throw mistake("The numbers in " + name + " must be whole.");
                }
            }
            throw mistake("The property " + name + " must be a list of numbers.");
        });
    }

    /// A list of objects; empty when it is left out.
    public List<DescribedObject> objects(String name) {
        return items(name, value -> described(name, value));
    }

    /// An object; empty when it is left out.
    public Optional<DescribedObject> optionalObject(String name) {
        return object.get(name).map(value -> described(name, value));
    }

    /// An object whose members are all texts.
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        optionalObject(name)
                .ifPresent(inner -> inner.object()
                        .members()
                        .forEach((member, value) -> texts.put(member, text(name + "." + member, value))));
        return texts;
    }

    private DescribedObject described(String name, JsonValue value) {
        if (value instanceof JsonObject inner) {
            return new DescribedObject(place, inner);
        }
        throw mistake("The property " + name + " must hold an object.");
    }

    private String text(String name, JsonValue value) {
        if (value instanceof JsonText(String text) && !text.isEmpty()) {
            return text;
        }
        throw mistake("The property " + name + " must be a text, and not empty.");
    }

    private <T> List<T> items(String name, Function<JsonValue, T> reading) {
        return object.get(name).map(value -> items(name, value, reading)).orElse(List.of());
    }

    private <T> List<T> items(String name, JsonValue value, Function<JsonValue, T> reading) {
        if (value instanceof JsonArray array) {
            List<T> items = new ArrayList<>();
            array.items().forEach(item -> items.add(reading.apply(item)));
            return items;
        }
        throw mistake("The property " + name + " must be a list.");
    }
}
