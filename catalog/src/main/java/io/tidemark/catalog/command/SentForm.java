package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes what goes out of what is stored: every field of the type in its order, also those that the type got
/// after the object was stored; sets that are made of other fields; the custom fields that are visible for the
/// object. What only clients send stays behind, and so does what was stored for a custom field that is not
/// visible now. Stateless.
public final class SentForm {
    private SentForm() {}

    /// The object as it goes out.
    ///
    /// @param customFields those of the type, whatever objects they are visible for
    public static JsonObject of(CommandType type, List<CustomField> customFields, JsonObject stored) {
        Map<String, JsonValue> sent = new LinkedHashMap<>();
        for (CommandField field : type.fields()) {
            if (field.sent()) {
                sent.put(field.name(), value(type, field, stored));
            }
        }
        customFields.stream()
                .sorted(Comparator.comparingLong(CustomField::number))
                .filter(field -> InputWork.isVisible(type, field, stored.members()))
                .forEach(field -> sent.put(
                        field.name(),
                        stored.get(field.name()).orElse(field.kind().holds().empty())));
        return new JsonObject(sent);
    }

    private static JsonValue value(CommandType type, CommandField field, JsonObject stored) {
        if (field.derivation().orElse(null) instanceof Derivation.Members members) {
            Map<String, JsonValue> made = new LinkedHashMap<>();
            members.fields()
                    .forEach((member, source) ->
                            made.put(member, value(type, type.field(source).orElseThrow(), stored)));
            return new JsonObject(made);
        }
        if (field.derivation().orElse(null) instanceof Derivation.Numbered(String word)) {
            return new JsonText(
                    word + type.key().map(key -> Numbers.in(stored, key)).orElse(0L));
        }
        return stored.get(field.name()).orElse(field.start());
    }
}
