package io.tidemark.protocol.json;

/** Whose words a document is: decides what happens to read-only properties. */
public enum ReadMode {
    /** A client's message: read-only properties are skipped unseen, whatever they hold (spec 3.10, ignored and not refused). */
    CLIENT_INPUT,
    /** The server's own words, such as a stored body or an answer read by a client: read-only properties are kept. */
    STORED
}
