package io.tidemark.catalog.why;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;

/// Values of fields. Stateless.
final class Values {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    private Values() {}

    /// The whole number in canonical text; 0 if it is none.
    static long number(String canonical) {
        return value(canonical) instanceof JsonNumber(String digits) && digits.matches("[0-9]{1,18}")
                ? Long.parseLong(digits)
                : 0;
    }

    /// A value in canonical text.
    static JsonValue value(String canonical) {
        try {
            return READER.read("{\"value\":" + canonical + "}").get("value").orElse(JsonText.EMPTY);
        } catch (WireException e) {
            throw new IllegalStateException("a stored field is JSON", e);
        }
    }
}
