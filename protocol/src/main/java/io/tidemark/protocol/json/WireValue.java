package io.tidemark.protocol.json;

/** The value of a property that is present: a scalar, {@code null}, an object or a list. Immutable, equal by content. */
public sealed interface WireValue permits Scalar, WireValue.Null, WireObject, WireList {

    /** The JSON value {@code null}: on input it says "clear", where an absent property says "leave as it is" (spec 1.3). */
    Null NULL = new Null();

    /** See {@link #NULL}. */
    record Null() implements WireValue {}
}
