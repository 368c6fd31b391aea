package io.tidemark.cli.csv;

import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CustomField;
import io.tidemark.catalog.command.Reference;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Nearest;
import io.tidemark.protocol.command.value.FieldKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A field that a file can fill. Immutable.
///
/// @param name its name
/// @param kind what it may hold
/// @param refersTo the type to which its numbers refer
record Field(String name, FieldKind kind, Optional<String> refersTo) {
    /// Those of a type, by name; its number too, which finds objects and is never filled.
    static Map<String, Field> of(CommandType type, List<CustomField> customFields) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (CommandField field : type.fields()) {
            if (type.takes(field) || type.key().equals(Optional.of(field.name()))) {
                Optional<String> target = field.reference()
                        .filter(Reference.ToType.class::isInstance)
                        .map(reference -> ((Reference.ToType) reference).type());
                fields.put(field.name(), new Field(field.name(), field.kind(), target));
            }
        }
        customFields.forEach(field -> fields.put(
                field.name(),
                new Field(field.name(), field.kind().holds(), field.kind().refersTo())));
        return fields;
    }

    /// The field that somebody names.
    ///
    /// @param fields those of the type
    /// @param wish what is wanted of the import
    /// @throws CommandFailure when there is none, or the server decides it
    static Field named(CommandType type, Map<String, Field> fields, String name, CsvWish wish) {
        String small = name.toLowerCase(java.util.Locale.ROOT);
        Field field = fields.get(small);
        if (field != null
                && !(type.key().equals(Optional.of(small)) && !wish.key().equals(Optional.of(small)))) {
            return field;
        }
        if (type.field(small).isPresent()) {
            throw new CommandFailure("The field " + small + " of " + type.name() + " is decided by the server"
                    + (field == null ? "." : ". To find objects by it, add --key " + small + "."));
        }
        throw new CommandFailure(
                "There is no field " + name + " in " + type.name() + ". " + Nearest.sentence(name, fields.keySet()));
    }

    /// Makes sure that objects of a type are found by a field.
    ///
    /// @throws CommandFailure when they are not
    static void requireKey(CommandType type, String name) {
        List<String> possible = Stream.concat(
                        type.key().stream(),
                        type.lookups().stream()
                                .filter(lookup -> lookup.size() == 1)
                                .map(List::getFirst)
                                .filter(field -> type.field(field).isPresent()))
                .toList();
        if (!possible.contains(name)) {
            throw new CommandFailure("Objects of the type " + type.name() + " are not found by " + name
                    + ", but by one of these: " + String.join(", ", possible) + ".");
        }
    }
}
