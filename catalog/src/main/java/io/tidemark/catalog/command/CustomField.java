package io.tidemark.catalog.command;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A field that an account has added to a type (command API, types 7.1). Immutable.
///
/// @param number its id; its name in objects is `custom` and this
/// @param kind what it may hold
/// @param visibility it belongs to objects whose deciding field has one of these numbers
/// @param options what can be chosen, if [Kind#isChoice]
public record CustomField(long number, Kind kind, Set<Long> visibility, List<JsonValue> options) {
    public CustomField {
        visibility = Set.copyOf(visibility);
        options = List.copyOf(options);
    }

    /// The kinds, with the numbers by which definitions name them.
    public enum Kind {
        TEXT(1, BasicKind.STRING),
        CHECKBOX(2, BasicKind.BOOLEAN),
        DROP_DOWN(3, BasicKind.STRING),
        NUMBER(4, BasicKind.NUMBER),
        DATE(6, BasicKind.DATE),
        MULTI_CHECK(7, CollectionKind.OF_ANYTHING),
        LONG_TEXT(8, BasicKind.LSTRING),
        USER(9, BasicKind.NUMBER),
        ICON(10, BasicKind.NUMBER),
        /// Every other number: a text that is given back as it came.
        OTHER(0, BasicKind.STRING);

        private final int number;

        @SuppressWarnings("Immutable") // FieldKind is, but carries no annotation of Error Prone
        private final FieldKind holds;

        Kind(int number, FieldKind holds) {
            this.number = number;
            this.holds = holds;
        }

        /// The kind with this number.
        public static Kind of(long number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            return OTHER;
        }

        /// What its fields hold.
        public FieldKind holds() {
            return holds;
        }

        /// Whether a value must be among the options.
        public boolean isChoice() {
            return this == DROP_DOWN || this == MULTI_CHECK;
        }

        /// The type to which its numbers refer.
        public Optional<String> refersTo() {
            return switch (this) {
                case USER -> Optional.of("user");
                case ICON -> Optional.of("icon");
                case TEXT, CHECKBOX, DROP_DOWN, NUMBER, DATE, MULTI_CHECK, LONG_TEXT, OTHER -> Optional.empty();
            };
        }
    }

    /// The field that a stored object of the type `customfield` defines.
    public static CustomField of(JsonObject definition) {
        Set<Long> visibility = new HashSet<>();
        for (JsonValue type : items(definition, "visibility")) {
            visibility.add(Numbers.of(type));
        }
        return new CustomField(
                Numbers.in(definition, "id"),
                Kind.of(Numbers.in(definition, "type")),
                visibility,
                items(definition, "options"));
    }

    private static List<JsonValue> items(JsonObject definition, String name) {
        return definition.get(name).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)
                ? items
                : List.of();
    }

    /// Its name in objects, such as `custom34`.
    public String name() {
        return "custom" + number;
    }

    /// The options that a client chose, each as the definition has it and none twice; empty if one is not among
    /// them. An option that is a set is chosen by its `id`, or its `title` if it has none.
    Optional<JsonArray> chosen(JsonArray choices) {
        List<JsonValue> chosen = new ArrayList<>();
        for (JsonValue choice : choices.items()) {
            Optional<JsonValue> option = options.stream()
                    .map(CustomField::named)
                    .filter(name -> text(name).equals(text(choice)))
                    .findFirst();
            if (option.isEmpty()) {
                return Optional.empty();
            }
            if (!chosen.contains(option.get())) {
                chosen.add(option.get());
            }
        }
        return Optional.of(new JsonArray(chosen));
    }

    private static JsonValue named(JsonValue option) {
        return option instanceof JsonObject set
                ? set.get("id").or(() -> set.get("title")).orElse(option)
                : option;
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonText(String text) -> text;
            case JsonNumber(String digits) -> digits;
            default -> TreeWriter.text(value);
        };
    }
}
