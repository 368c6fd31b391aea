package io.tidemark.catalog.command;

import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.core.object.Echo;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of other objects in which the objects of a type are listed, because they name them
/// ([Derivation.ListOf]). Immutable.
///
/// @param type the type
/// @param listings where its objects are listed
record Listings(CommandType type, List<Listing> listings) {
    /// One field.
    ///
    /// @param naming the field that names the other object
    /// @param list the other object's field that lists those which name it
    /// @param told the field whose number is listed; empty for the object's own
    /// @param kept the fields that are kept of this one, where the other keeps the list for its rules and nobody is
    ///     told of it; empty for a field
    record Listing(String naming, String list, Optional<String> told, List<String> kept) {}

    static Listings of(CommandTypes types, CommandType type) {
        List<Listing> listings = new ArrayList<>();
        for (CommandType other : types.all()) {
            for (CommandField field : other.fields()) {
                if (field.derivation().orElse(null) instanceof Derivation.ListOf(String lists, String naming, var told)
                        && lists.equals(type.name())) {
                    listings.add(new Listing(naming, field.name(), told, List.of()));
                }
            }
            other.selection().map(SelectionRules::rules).orElse(List.of()).stream()
                    .filter(rule -> rule.through()
                            .filter(through -> through.type().equals(type.name()))
                            .isPresent())
                    .forEach(rule -> listings.add(kept(rule)));
        }
        return new Listings(type, List.copyOf(listings));
    }

    private static Listing kept(SelectionRules.Rule rule) {
        List<String> fields = new ArrayList<>(List.of(rule.field()));
        rule.around().ifPresent(around -> fields.add(around.field()));
        return new Listing(rule.through().orElseThrow().by(), rule.kept(), Optional.empty(), fields);
    }

    List<Echo> echoes(Fields before, Fields after, ObjectNumber own) {
        if (listings.isEmpty()) {
            return List.of();
        }
        JsonObject then = StoredText.object(before);
        JsonObject now = StoredText.object(after);
        List<Echo> echoes = new ArrayList<>();
        for (Listing listing : listings) {
            long from = named(then, listing);
            long to = named(now, listing);
            JsonValue toldThen = item(listing, then, own);
            JsonValue toldNow = item(listing, now, own);
            boolean same = from == to && toldThen.equals(toldNow);
            boolean isSilent = !listing.kept().isEmpty();
            if (!same && from > 0) {
                echoes.add(
                        new Echo(new ObjectNumber(from), fields -> listed(fields, listing, toldThen, false), isSilent));
            }
            if (!same && to > 0) {
                echoes.add(new Echo(new ObjectNumber(to), fields -> listed(fields, listing, toldNow, true), isSilent));
            }
        }
        return echoes;
    }

    /// An object that is hidden, or gone, is not listed.
    private long named(JsonObject object, Listing listing) {
        boolean hidden = type.deletion()
                .filter(deletion -> Numbers.in(object, deletion.field()) == 1)
                .isPresent();
        return hidden ? 0 : Numbers.in(object, listing.naming());
    }

    private static JsonValue item(Listing listing, JsonObject object, ObjectNumber own) {
        if (listing.kept().isEmpty()) {
            return JsonNumber.of(
                    listing.told().map(field -> Numbers.in(object, field)).orElse(own.value()));
        }
        JsonObject item = JsonObject.EMPTY.with("id", JsonNumber.of(own.value()));
        for (String field : listing.kept()) {
            item = item.with(field, object.get(field).orElse(JsonText.EMPTY));
        }
        return item;
    }

    private static Fields listed(Fields fields, Listing listing, JsonValue told, boolean is) {
        String text = fields.get(listing.list());
        boolean isKept = !listing.kept().isEmpty();
        JsonValue value = text == null ? JsonArray.EMPTY : StoredText.value(text);
        List<JsonValue> numbers =
                new ArrayList<>(value instanceof JsonArray(List<JsonValue> items) ? items : List.of());
        numbers.remove(told);
        if (is) {
            numbers.add(told);
        }
        if (isKept) {
            return fields.with(listing.list(), numbers.isEmpty() ? null : TreeWriter.text(new JsonArray(numbers)));
        }
        return text == null ? fields : fields.with(listing.list(), TreeWriter.text(new JsonArray(numbers)));
    }
}
