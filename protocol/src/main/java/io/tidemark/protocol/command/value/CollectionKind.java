package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON array of at most {@value #ITEMS_MAX} items. Immutable.
 *
 * @param item what every item is; empty if anything may stand there
 */
public record CollectionKind(Optional<BasicKind> item) implements FieldKind {
    /** A collection of whatever. */
    public static final CollectionKind OF_ANYTHING = new CollectionKind(Optional.empty());

    /** The most items that one holds: as many as a message may have in one array ({@code ReadLimits.DEFAULT}). */
    public static final int ITEMS_MAX = 10_000;

    static final String PREFIX = "collection";

    /** A collection of one kind. */
    public static CollectionKind of(BasicKind item) {
        return new CollectionKind(Optional.of(item));
    }

    static Optional<FieldKind> parse(String wireName) {
        if (wireName.equals(PREFIX)) {
            return Optional.of(OF_ANYTHING);
        }
        if (!wireName.startsWith(PREFIX + "[") || !wireName.endsWith("]")) {
            return Optional.empty();
        }
        return BasicKind.parse(wireName.substring(PREFIX.length() + 1, wireName.length() - 1))
                .map(CollectionKind::of);
    }

    @Override
    public String wireName() {
        return item.map(kind -> PREFIX + "[" + kind.wireName() + "]").orElse(PREFIX);
    }

    @Override
    public JsonValue empty() {
        return JsonArray.EMPTY;
    }

    @Override
    public ValueReading read(String field, JsonValue input) {
        if (!(input instanceof JsonArray array)) {
            return ValueReading.bad(field, "must be a collection, written as a JSON array");
        }
        if (array.items().size() > ITEMS_MAX) {
            return ValueReading.bad(field, "may hold at most " + ITEMS_MAX + " items");
        }
        if (item.isEmpty()) {
            return TreeValues.any(field, array);
        }
        List<JsonValue> items = new ArrayList<>(array.items().size());
        for (JsonValue value : array.items()) {
            ValueReading reading = item.get().read(field + "[" + items.size() + "]", value);
            if (reading instanceof ValueReading.Canonical canonical) {
                items.add(canonical.value());
            } else {
                return reading;
            }
        }
        return ValueReading.canonical(new JsonArray(items));
    }
}
