package io.tidemark.core.storage.memory;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows by key, each change of which can be taken back. Confined to the storage's lock.
///
/// @param <V> what a row holds; never null
final class Table<V> {
    private final NavigableMap<Key, V> rows = new TreeMap<>();
    private final Undo undo;

    Table(Undo undo) {
        this.undo = undo;
    }

    Optional<V> get(Key key) {
        return Optional.ofNullable(rows.get(key));
    }

    /// The row with the greatest key that begins with `prefix` and is not after `key`.
    Optional<V> floor(Key prefix, Key key) {
        Map.Entry<Key, V> found = rows.floorEntry(key);
        return found != null && found.getKey().startsWith(prefix) ? Optional.of(found.getValue()) : Optional.empty();
    }

    /// All rows, in order.
    Stream<Map.Entry<Key, V>> all() {
        return rows.entrySet().stream();
    }

    /// The rows whose key begins with `prefix`, in order.
    Stream<Map.Entry<Key, V>> under(Key prefix) {
        return rows.tailMap(prefix, true).entrySet().stream()
                .takeWhile(row -> row.getKey().startsWith(prefix));
    }

    /// The rows whose key begins with `prefix`, from the first one after `after`.
    Stream<Map.Entry<Key, V>> under(Key prefix, Key after) {
        return rows.tailMap(after, false).entrySet().stream()
                .takeWhile(row -> row.getKey().startsWith(prefix));
    }

    /// The next number for a table whose key is one number, counting from 1.
    long nextNumber() {
        return rows.isEmpty() ? 1 : rows.lastKey().number(0) + 1;
    }

    void put(Key key, V value) {
        V before = rows.put(key, value);
        undo.add(() -> restore(key, before));
    }

    boolean remove(Key key) {
        V before = rows.remove(key);
        if (before != null) {
            undo.add(() -> restore(key, before));
        }
        return before != null;
    }

    /// Removes the rows under `prefix` for which a condition holds.
    void removeIf(Key prefix, BiPredicate<Key, V> condition) {
        List<Key> doomed = under(prefix)
                .filter(row -> condition.test(row.getKey(), row.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        doomed.forEach(this::remove);
    }

    private void restore(Key key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }
}
