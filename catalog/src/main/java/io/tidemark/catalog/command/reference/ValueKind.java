package io.tidemark.catalog.command.reference;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an input or output may hold. Immutable.
///
/// Inputs are read more generously than the fields of objects: a number passes for a text, and `null` or an empty text
/// for a value that was left out.
public sealed interface ValueKind {
    /// The word for [Anything] in descriptions.
    String ANYTHING = "any";

    /// A kind that fields of objects have too.
    record Plain(FieldKind kind) implements ValueKind {
        private static final Set<BasicKind> TEXTS = Set.of(BasicKind.STRING, BasicKind.LSTRING, BasicKind.EMAIL);

        @Override
        public String wireName() {
            return kind.wireName();
        }

        @Override
        public JsonValue empty() {
            return kind.empty();
        }

        /// Whether it holds a text, for which an empty one is a value.
        boolean isText() {
            return kind instanceof BasicKind basic && TEXTS.contains(basic);
        }

        @Override
        public boolean isNone(JsonValue input) {
            return input == JsonLiteral.NULL || (input.equals(JsonText.EMPTY) && !isText());
        }

        @Override
        public ValueReading read(String name, JsonValue input) {
            return kind.read(
                    name, input instanceof JsonNumber(String digits) && isText() ? new JsonText(digits) : input);
        }
    }

    /// An object of a type. Its fields are left as they were sent: they are read when it is saved.
    ///
    /// @param type the type's name
    record OfType(String type) implements ValueKind {
        @Override
        public String wireName() {
            return type;
        }

        @Override
        public JsonValue empty() {
            return JsonObject.EMPTY;
        }

        @Override
        public boolean isNone(JsonValue input) {
            return input == JsonLiteral.NULL || input.equals(JsonText.EMPTY);
        }

        @Override
        public ValueReading read(String name, JsonValue input) {
            // a client written in PHP writes an empty set as a collection
            JsonValue set = input.equals(JsonArray.EMPTY) ? JsonObject.EMPTY : input;
            return set instanceof JsonObject
                    ? ValueReading.canonical(set)
                    : ValueReading.bad(name, "must be a set, written as a JSON object");
        }
    }

    /// A collection of objects of a type.
    ///
    /// @param type the type's name
    record CollectionOfType(String type) implements ValueKind {
        @Override
        public String wireName() {
            return "collection[" + type + "]";
        }

        @Override
        public JsonValue empty() {
            return JsonArray.EMPTY;
        }

        @Override
        public boolean isNone(JsonValue input) {
            return input == JsonLiteral.NULL || input.equals(JsonText.EMPTY);
        }

        @Override
        public ValueReading read(String name, JsonValue input) {
            if (!(input instanceof JsonArray(List<JsonValue> items))) {
                return ValueReading.bad(name, "must be a collection, written as a JSON array");
            }
            if (items.size() > CollectionKind.ITEMS_MAX) {
                return ValueReading.bad(name, "may hold at most " + CollectionKind.ITEMS_MAX + " items");
            }
            OfType item = new OfType(type);
            List<JsonValue> sets = new ArrayList<>(items.size());
            for (JsonValue value : items) {
                switch (item.read(name + "[" + sets.size() + "]", value)) {
                    case ValueReading.Canonical(JsonValue set) -> sets.add(set);
                    case ValueReading.BadValue bad -> {
                        return bad;
                    }
                }
            }
            return ValueReading.canonical(new JsonArray(sets));
        }
    }

    /// Whatever was sent, unchanged; `null` is a value too.
    record Anything() implements ValueKind {
        @Override
        public String wireName() {
            return ANYTHING;
        }

        @Override
        public JsonValue empty() {
            return JsonLiteral.NULL;
        }

        @Override
        public boolean isNone(JsonValue input) {
            return false;
        }

        @Override
        public ValueReading read(String name, JsonValue input) {
            return ValueReading.canonical(input);
        }
    }

    /// Its name in descriptions, such as `number`, `customer` or `collection[todo]`.
    String wireName();

    /// What stands for a value that was left out. Canonical.
    JsonValue empty();

    /// Whether a value says no more than one that was left out.
    boolean isNone(JsonValue input);

    /// Turns what a client sent into the canonical form, or says why it cannot.
    ///
    /// @param name the input's name, for the sentence
    ValueReading read(String name, JsonValue input);

    /// The kind with this name. What is no kind of a field is taken for the name of a type; whether there is one is for
    /// the caller to check.
    static ValueKind parse(String wireName) {
        if (wireName.equals(ANYTHING)) {
            return new Anything();
        }
        Optional<ValueKind> plain = FieldKind.parse(wireName).map(Plain::new);
        if (plain.isPresent()) {
            return plain.get();
        }
        Matcher collection = Pattern.compile("collection\\[(.+)]").matcher(wireName);
        return collection.matches() ? new CollectionOfType(collection.group(1)) : new OfType(wireName);
    }
}
