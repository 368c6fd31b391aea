package io.tidemark.protocol.tree;

/** A JSON string, without its quotes and escapes. Immutable. */
public record JsonText(String value) implements JsonValue {
    /** {@code ""}. */
    public static final JsonText EMPTY = new JsonText("");
}
