package io.tidemark.protocol.json;

/** Why bytes are no message of the protocol: the code of a {@link WireException}. Codes are stable; clients may store them. */
public enum WireError {
    /** The text is not JSON of RFC 8259: a syntax error, an early end, or something after the end. */
    MALFORMED_JSON,
    /** The bytes are not valid UTF-8. */
    BAD_ENCODING,
    /** The document has more bytes than {@link ReadLimits#totalBytes()}. */
    DOCUMENT_TOO_LARGE,
    /** Objects and arrays are nested deeper than {@link ReadLimits#depth()}. */
    TOO_DEEP,
    /** An object has more properties than {@link ReadLimits#propertiesPerObject()}. */
    TOO_MANY_PROPERTIES,
    /** An array has more items than its kind or {@link ReadLimits#itemsPerArray()} allows. */
    TOO_MANY_ITEMS,
    /** The arrays directly below the document's root hold more items together than {@link ReadLimits#topLevelItems()}. */
    TOO_MANY_TOP_LEVEL_ITEMS,
    /** One object has a property twice, counting other spellings and aliases of its name. */
    DUPLICATE_PROPERTY,
    /** A property that the message needs is absent or null. */
    MISSING_PROPERTY,
    /** A value is of another JSON type than its property, for instance a number in place of a text. */
    WRONG_TYPE,
    /** A text is longer than its property allows, or a name or number is longer than any may be. */
    TEXT_TOO_LONG,
    /** A text holds what cannot be stored: U+0000 or half a surrogate pair. */
    BAD_TEXT,
    /** An id is empty or holds a control character. */
    BAD_ID,
    /** A text is no instant: no zone, no such day, or a year outside 0001 to 9999. */
    BAD_DATE_TIME,
    /** A number is not within the range of its property. */
    OUT_OF_RANGE,
    /** A text is none of the values of an enumeration. */
    UNKNOWN_VALUE,
    /** A name that must be the name of a property is not. */
    UNKNOWN_PROPERTY,
    /** A slot of the calendar ends before it starts. */
    END_BEFORE_START
}
