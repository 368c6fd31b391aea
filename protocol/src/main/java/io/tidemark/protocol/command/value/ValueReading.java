package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonValue;

/** What became of a value that a client sent. Immutable. */
public sealed interface ValueReading {
    /** The value fits its kind. */
    record Canonical(JsonValue value) implements ValueReading {}

    /**
     * The value does not fit ({@code badvalue}).
     *
     * @param sentence names the field and says what would be right; holds nothing of the value, so it may be logged and sent
     */
    record BadValue(String sentence) implements ValueReading {}

    /** The value fits, and this is its canonical form. */
    static ValueReading canonical(JsonValue value) {
        return new Canonical(value);
    }

    /**
     * The value does not fit.
     *
     * @param demand what the field must be, as the rest of a sentence: {@code must be a whole number}
     */
    static ValueReading bad(String field, String demand) {
        return new BadValue("The field " + field + " " + demand + ".");
    }
}
