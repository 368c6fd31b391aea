package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonValue;
import java.util.Optional;

/**
 * What a field may hold. Every kind has one canonical form, which is stored and sent; clients may use other spellings.
 *
 * <p>The canonical form is a fixed point: reading it gives it back. Immutable.
 */
public sealed interface FieldKind permits BasicKind, CollectionKind {
    /** Its name in descriptions of types, such as {@code number} or {@code collection[number]}. */
    String wireName();

    /** What stands in a field of which nothing is known: {@code ""}, {@code 0}, {@code {}} or {@code []}. Canonical. */
    JsonValue empty();

    /**
     * Turns what a client sent into the canonical form, or says why it cannot.
     *
     * @param field the field's name, for the sentence; never anything that a client sent
     */
    ValueReading read(String field, JsonValue input);

    /** The kind with this name; {@code bool} and {@code boolean} are the same. Empty if there is none. */
    static Optional<FieldKind> parse(String wireName) {
        return wireName.startsWith(CollectionKind.PREFIX)
                ? CollectionKind.parse(wireName)
                : BasicKind.parse(wireName).map(kind -> kind);
    }
}
