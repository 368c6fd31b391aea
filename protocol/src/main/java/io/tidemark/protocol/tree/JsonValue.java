package io.tidemark.protocol.tree;

/** A value of a JSON document. Immutable. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonLiteral {}
