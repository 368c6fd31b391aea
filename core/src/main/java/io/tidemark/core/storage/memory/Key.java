package io.tidemark.core.storage.memory;

import java.util.List;

/// The key of a row: numbers and texts, compared part by part; a key sorts before every longer key that begins
/// with it. The parts at one place of one table all have the same type.
///
/// @param parts `Long` and `String` values
record Key(List<Comparable<?>> parts) implements Comparable<Key> {
    Key {
        parts = List.copyOf(parts);
    }

    static Key of(Comparable<?>... parts) {
        return new Key(List.of(parts));
    }

    boolean startsWith(Key prefix) {
        int length = prefix.parts.size();
        return parts.size() >= length && parts.subList(0, length).equals(prefix.parts);
    }

    /// The part at a place where the table has numbers.
    long number(int place) {
        return (Long) parts.get(place);
    }

    /// The part at a place where the table has texts.
    String text(int place) {
        return (String) parts.get(place);
    }

    @Override
    public int compareTo(Key other) {
        int common = Math.min(parts.size(), other.parts.size());
        for (int place = 0; place < common; place++) {
            int order = compare(parts.get(place), other.parts.get(place));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.size(), other.parts.size());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Comparable one, Comparable other) {
        return one.compareTo(other);
    }
}
