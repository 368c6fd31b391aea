package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Optional;

/** The kinds that are no collection (command API, types 6). */
public enum BasicKind implements FieldKind {
    /** A text of at most 255 characters. */
    STRING("string", JsonText.EMPTY, TextValues::string),
    /** A text of at most 16,777,215 characters; its line breaks are {@code \n}. */
    LSTRING("lstring", JsonText.EMPTY, TextValues::longString),
    /** A whole number of 64 bits, also written as a string of digits. As an id, 0 means none. */
    NUMBER("number", JsonNumber.ZERO, NumberValues::whole),
    /** A decimal number with the precision of an IEEE 754 double, also written as a string. */
    FLOAT("float", JsonNumber.ZERO, NumberValues::decimal),
    /** {@code 1} or {@code 0}; also true, yes, false and no, as text in any case. */
    BOOLEAN("boolean", JsonNumber.ZERO, NumberValues::yesOrNo),
    /** One address, or {@code ""} for none. */
    EMAIL("email", JsonText.EMPTY, TextValues::email),
    /** A day, {@code 2026-03-04}, or {@code ""} for none. */
    DATE("date", JsonText.EMPTY, DateAndTimeValues::date),
    /** A time of day, {@code 18:45:00}, or {@code ""} for none. */
    TIME("time", JsonText.EMPTY, DateAndTimeValues::time),
    /** Bytes in base64, as many as a request may have. */
    BINARY("binary", JsonText.EMPTY, TextValues::binary),
    /** An object of JSON; {@code []} is taken for an empty one, since PHP writes it so. */
    SET("set", JsonObject.EMPTY, TreeValues::set);

    private final String wireName;

    @SuppressWarnings("Immutable") // values of JSON are, but carry no annotation of Error Prone
    private final JsonValue empty;

    @SuppressWarnings("Immutable") // a method reference without state
    private final Reading reading;

    BasicKind(String wireName, JsonValue empty, Reading reading) {
        this.wireName = wireName;
        this.empty = empty;
        this.reading = reading;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public JsonValue empty() {
        return empty;
    }

    @Override
    public ValueReading read(String field, JsonValue input) {
        return reading.read(field, input);
    }

    static Optional<BasicKind> parse(String wireName) {
        if (wireName.equals("bool")) {
            return Optional.of(BOOLEAN);
        }
        for (BasicKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** How a kind reads. */
    private interface Reading {
        ValueReading read(String field, JsonValue input);
    }
}
