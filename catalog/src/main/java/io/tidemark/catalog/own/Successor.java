package io.tidemark.catalog.own;

import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.TypeDescriptionException;
import java.util.List;

/// What a new description of a type must keep while there are objects of it: they are stored, and devices have
/// them, under the names and in the kinds of the old one. Fields can be added; objects get them from a follower
/// of the log. Stateless.
final class Successor {
    private Successor() {}

    /// @throws TypeDescriptionException when something is not kept
    static void check(String source, CommandType before, CommandType after) {
        String place = source + ": " + after.name();
        for (CommandField field : before.fields()) {
            String fieldPlace = place + "." + field.name();
            CommandField now = after.field(field.name())
                    .orElseThrow(() -> new TypeDescriptionException(
                            fieldPlace,
                            "There are objects with this field, so it stays. A new one may stand beside it."));
            boolean same = now.kind().equals(field.kind())
                    && now.itemType().equals(field.itemType())
                    && now.reference().equals(field.reference())
                    && now.derivation().equals(field.derivation());
            if (!same) {
                throw new TypeDescriptionException(
                        fieldPlace,
                        "There are objects with this field, so its kind, what it refers to and what it is made of stay.");
            }
        }
        if (!after.deletion().equals(before.deletion()) && before.deletion().isPresent()) {
            throw new TypeDescriptionException(place, "There are objects, so what hides them stays.");
        }
        if (!before.words().isEmpty()
                && (!after.words().containsAll(before.words())
                        || !after.words().getFirst().equals(before.words().getFirst()))) {
            throw new TypeDescriptionException(
                    place, "Other objects may name this type by its words, so they stay, the first one first.");
        }
        for (List<String> lookup : after.foundBy()) {
            boolean isNew = lookup.stream().anyMatch(name -> before.field(name).isEmpty());
            boolean isMade = !after.lookups().contains(lookup); // its text is a new field
            if (!before.foundBy().contains(lookup) && !isNew && !isMade) {
                throw new TypeDescriptionException(
                        place, "There are objects, so only a new field can become a lookup: " + lookup + ".");
            }
        }
    }
}
