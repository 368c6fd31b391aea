package io.tidemark.protocol.tree;

/** {@code true}, {@code false} or {@code null}. */
public enum JsonLiteral implements JsonValue {
    TRUE,
    FALSE,
    NULL
}
