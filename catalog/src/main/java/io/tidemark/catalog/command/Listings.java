package io.tidemark.catalog.command;

import io.tidemark.core.object.Echo;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
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
    record Listing(String naming, String list, Optional<String> told) {}

    static Listings of(CommandTypes types, CommandType type) {
        List<Listing> listings = new ArrayList<>();
        for (CommandType other : types.all()) {
            for (CommandField field : other.fields()) {
                if (field.derivation().orElse(null) instanceof Derivation.ListOf(String lists, String naming, var told)
                        && lists.equals(type.name())) {
                    listings.add(new Listing(naming, field.name(), told));
                }
            }
        }
        return new Listings(type, List.copyOf(listings));
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
            long toldThen = listing.told().map(field -> Numbers.in(then, field)).orElse(own.value());
            long toldNow = listing.told().map(field -> Numbers.in(now, field)).orElse(own.value());
            boolean same = from == to && toldThen == toldNow;
            if (!same && from > 0) {
                echoes.add(new Echo(new ObjectNumber(from), fields -> listed(fields, listing.list(), toldThen, false)));
            }
            if (!same && to > 0) {
                echoes.add(new Echo(new ObjectNumber(to), fields -> listed(fields, listing.list(), toldNow, true)));
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

    private static Fields listed(Fields fields, String list, long told, boolean is) {
        String text = fields.get(list);
        JsonValue value = text == null ? JsonArray.EMPTY : StoredText.value(text);
        List<JsonValue> numbers =
                new ArrayList<>(value instanceof JsonArray(List<JsonValue> items) ? items : List.of());
        JsonNumber number = JsonNumber.of(told);
        numbers.remove(number);
        if (is) {
            numbers.add(number);
        }
        return text == null ? fields : fields.with(list, TreeWriter.text(new JsonArray(numbers)));
    }
}
