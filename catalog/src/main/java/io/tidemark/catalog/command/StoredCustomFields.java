package io.tidemark.catalog.command;

import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The custom fields of an account: objects of the type `customfield`, found by the word for the objects that
/// have them. Stateless.
///
/// What an object has in a custom field that is not visible for it now is kept, and comes back when it is
/// visible again.
public final class StoredCustomFields {
    /// Most custom fields that objects of one type can have.
    public static final int FIELDS_MAX = 500;

    private static final Pattern NAME = Pattern.compile("custom[0-9]+");
    private static final Pattern KEPT_NAME = Pattern.compile("\\.custom[0-9]+");
    private static final TypeId DEFINITION = new TypeId("customfield");

    private StoredCustomFields() {}

    /// Those of a type, whatever objects they are visible for.
    public static List<CustomField> of(CommandType type, ReadTransaction tx) {
        return type
                .customFields()
                .map(use -> tx.found(DEFINITION, TermRange.of("modcode", Terms.value(use.objectType())), FIELDS_MAX))
                .orElse(List.of())
                .stream()
                .flatMap(hit -> tx.object(hit.number()).stream())
                .map(object -> CustomField.of(StoredText.object(object.body())
                        .with("id", JsonNumber.of(object.number().value()))))
                .toList();
    }

    /// An object with the values that were kept, under the names of their fields.
    static JsonObject shown(JsonObject stored) {
        return renamed(stored, KEPT_NAME, name -> true, name -> name.substring(1));
    }

    /// An object in which values of fields that are not visible for it are kept only.
    static JsonObject kept(CommandType type, List<CustomField> fields, JsonObject object) {
        return renamed(
                object,
                NAME,
                name -> fields.stream()
                        .filter(field -> field.name().equals(name))
                        .noneMatch(field -> InputWork.isVisible(type, field, object.members())),
                name -> "." + name);
    }

    /// The users whom an object's custom fields name, in the order of their numbers.
    static List<JsonValue> users(List<CustomField> fields, JsonObject object) {
        return fields.stream()
                .filter(field -> field.kind() == CustomField.Kind.USER)
                .map(field -> Numbers.in(object, field.name()))
                .filter(user -> user > 0)
                .distinct()
                .sorted()
                .<JsonValue>map(JsonNumber::of)
                .toList();
    }

    private static JsonObject renamed(
            JsonObject object,
            Pattern names,
            java.util.function.Predicate<String> concerned,
            java.util.function.UnaryOperator<String> renaming) {
        if (object.members().keySet().stream()
                .noneMatch(name -> names.matcher(name).matches())) {
            return object;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members()
                .forEach((name, value) -> members.put(
                        names.matcher(name).matches() && concerned.test(name) ? renaming.apply(name) : name, value));
        return new JsonObject(members);
    }
}
