package io.tidemark.protocol.tree;

/**
 * A JSON number, as the digits that were sent: nothing is rounded before somebody has decided what it means. Immutable.
 *
 * @param digits a number in the grammar of JSON
 */
public record JsonNumber(String digits) implements JsonValue {
    /** {@code 0}. */
    public static final JsonNumber ZERO = of(0);

    /** {@code 1}. */
    public static final JsonNumber ONE = of(1);

    /** A whole number. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }
}
