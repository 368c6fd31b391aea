package io.tidemark.catalog.command;

import io.tidemark.catalog.selection.SelectionRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A type of the command API. Immutable.
///
/// @param name its name
/// @param plural the name of a collection of its objects in an answer; several types may share one
/// @param meaning for people
/// @param key the field that holds an object's id; empty for types whose objects have none
/// @param label the fields whose texts name an object to people; in a `…text` field they stand for its id
/// @param offline whether the app keeps its objects without a network
/// @param written whether clients create and change its objects; all others are set up on the server
/// @param required what a new object needs: at least one field of each list
/// @param words the words by which a field such as `objecttype` names the type; the first is the one that is
/// stored and
///     sent
/// @param customFields what decides which custom fields an object has; empty if the type has none
/// @param deletion how a device learns that it should drop its copy
/// @param lookups by what objects are found, beside their number: each a field, or several together
/// @param selection who should have its objects; empty for everybody
/// @param fields in the order in which they are stored and sent
public record CommandType(
        String name,
        String plural,
        String meaning,
        Optional<String> key,
        List<String> label,
        boolean offline,
        boolean written,
        List<List<String>> required,
        List<String> words,
        Optional<CustomFieldUse> customFields,
        Optional<Deletion> deletion,
        List<List<String>> lookups,
        Optional<SelectionRules> selection,
        List<CommandField> fields) {
    public CommandType {
        label = List.copyOf(label);
        required = required.stream().map(List::copyOf).toList();
        words = List.copyOf(words);
        lookups = lookups.stream().map(List::copyOf).toList();
        fields = List.copyOf(fields);
    }

    /// Which custom fields an object has.
    ///
    /// @param objectType the word by which definitions name the type (`modcode`)
    /// @param decidingField the field whose number must be among a definition's `visibility`
    public record CustomFieldUse(String objectType, String decidingField) {}

    /// How a device learns that it should drop its copy.
    ///
    /// @param field the field that is 1 then
    /// @param means what else can be said of the object
    /// @param leaves the fields with a value that goes out of a hidden object; all others go out empty. What is
    /// stored
    ///     stays, so that the object can be shown again. Empty when all of it goes out
    public record Deletion(String field, String means, Optional<List<String>> leaves) {
        public Deletion {
            leaves = leaves.map(List::copyOf);
        }
    }

    /// The field with this name.
    public Optional<CommandField> field(String fieldName) {
        for (CommandField field : fields) { // asked for each field of each object
            if (field.name().equals(fieldName)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /// By what objects are found: [#lookups], and each number for which another field holds a text.
    public List<List<String>> foundBy() {
        List<List<String>> all = new ArrayList<>(lookups);
        for (CommandField field : fields) {
            if (field.derivation().orElse(null) instanceof Derivation.TextOf(List<String> sources)) {
                sources.stream()
                        .map(List::of)
                        .filter(source -> !all.contains(source))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /// Whether what a client sends in a field is taken: the id is not, it only says which object is meant.
    public boolean takes(CommandField field) {
        return field.access() == Access.WRITTEN && !key.equals(Optional.of(field.name()));
    }
}
