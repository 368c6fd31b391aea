package io.tidemark.protocol.json;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * By what the items of an array are sorted: a text or instant found along a path of property names. Items without it come
 * last. Immutable.
 *
 * @param path property names from the item inwards, such as {@code User}, {@code Email}
 * @param ignoreCase whether texts are compared in lower case
 */
public record SortKey(List<String> path, boolean ignoreCase) {
    public SortKey {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a sort key needs a path");
        }
    }

    public static SortKey of(String... path) {
        return new SortKey(List.of(path), false);
    }

    public static SortKey ignoringCase(String... path) {
        return new SortKey(List.of(path), true);
    }

    /** The order of all keys, the first one deciding first; there must be one. */
    static Comparator<WireObject> order(List<SortKey> keys) {
        return keys.stream()
                .map(SortKey::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private Comparator<WireObject> order() {
        Comparator<@Nullable String> absentLast = Comparator.nullsLast(Comparator.<String>naturalOrder());
        return (a, b) -> absentLast.compare(valueOf(a), valueOf(b));
    }

    private @Nullable String valueOf(WireObject item) {
        WireObject object = item;
        for (String name : path.subList(0, path.size() - 1)) {
            WireObject inner = object.object(name).orElse(null);
            if (inner == null) {
                return null;
            }
            object = inner;
        }
        String value = object.text(path.get(path.size() - 1)).orElse(null);
        return value == null || !ignoreCase ? value : value.toLowerCase(Locale.ROOT);
    }

    void requireIn(Shape shape) {
        Shape inner = shape;
        for (String name : path.subList(0, path.size() - 1)) {
            if (!(inner.property(name).kind() instanceof Kind.Nested nested)) {
                throw new IllegalArgumentException("a sort key leads through a property that is no object");
            }
            inner = nested.shape();
        }
        Kind last = inner.property(path.get(path.size() - 1)).kind();
        if (!(last instanceof Kind.Text || last instanceof Kind.Id || last instanceof Kind.DateTime)) {
            throw new IllegalArgumentException("a sort key must end at a text, an id or an instant");
        }
    }
}
