package io.tidemark.protocol.json;

import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Brings the scalar at the current token into canonical form, or refuses it. */
final class ScalarReading {
    private ScalarReading() {}

    static Scalar read(JsonInput input, Kind kind, JsonToken token) {
        if (kind instanceof Kind.Text text) {
            return text(input, token, text.maxChars());
        }
        if (kind instanceof Kind.DateTime) {
            return dateTime(input, token);
        }
        if (kind instanceof Kind.Id) {
            return id(input, token);
        }
        if (kind instanceof Kind.Enumeration enumeration) {
            return enumeration(input, token, enumeration);
        }
        if (kind instanceof Kind.Bool) {
            return bool(input, token);
        }
        if (kind instanceof Kind.Int range) {
            return integer(input, token, range);
        }
        throw new IllegalStateException("not a scalar kind");
    }

    private static Scalar text(JsonInput input, JsonToken token, int maxChars) {
        String json = JsonText.quote(string(input, token, maxChars));
        if (json == null) {
            throw input.error(
                    WireError.BAD_TEXT, "A text may hold neither the character U+0000 nor half a surrogate pair.");
        }
        return new Scalar(json);
    }

    private static Scalar id(JsonInput input, JsonToken token) {
        String id = string(input, token, Kind.Id.MAX_CHARS);
        if (id.isEmpty()) {
            throw input.error(WireError.BAD_ID, "An id may not be empty; leave the property out where there is none.");
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.isISOControl(id.charAt(i))) {
                throw input.error(WireError.BAD_ID, "An id may not hold control characters; a Guid is best.");
            }
        }
        return text(input, token, Kind.Id.MAX_CHARS);
    }

    private static Scalar dateTime(JsonInput input, JsonToken token) {
        String canonical =
                DateTimeText.canonical(string(input, token, input.limits().stringChars()));
        if (canonical == null) {
            throw input.error(
                    WireError.BAD_DATE_TIME,
                    "An instant has the form 2031-04-02T07:30:00Z: a day that exists, a time, and Z or an offset.");
        }
        return new Scalar('"' + canonical + '"');
    }

    private static Scalar enumeration(JsonInput input, JsonToken token, Kind.Enumeration enumeration) {
        String value = string(input, token, input.limits().stringChars());
        int index = enumeration.values().indexOf(value);
        if (index < 0) {
            index = enumeration.values().indexOf(value.toUpperCase(Locale.ROOT));
        }
        if (index < 0) {
            throw input.error(
                    WireError.UNKNOWN_VALUE,
                    "The value must be one of " + String.join(", ", enumeration.values()) + ".");
        }
        return new Scalar('"' + enumeration.values().get(index) + '"');
    }

    private static Scalar bool(JsonInput input, JsonToken token) {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw input.error(WireError.WRONG_TYPE, "The value must be true or false, without quotes.");
        }
        return Scalar.bool(token == JsonToken.VALUE_TRUE);
    }

    private static Scalar integer(JsonInput input, JsonToken token, Kind.Int range) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw input.error(WireError.WRONG_TYPE, "The value must be a whole number, without quotes or fraction.");
        }
        JsonParser parser = input.parser();
        boolean fitsLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!fitsLong || parser.getLongValue() < range.min() || parser.getLongValue() > range.max()) {
            throw input.error(
                    WireError.OUT_OF_RANGE, "The number must lie between " + range.min() + " and " + range.max() + ".");
        }
        return Scalar.integer(parser.getLongValue());
    }

    private static String string(JsonInput input, JsonToken token, int maxChars) {
        if (token != JsonToken.VALUE_STRING) {
            throw input.error(WireError.WRONG_TYPE, "The value must be a text in quotes.");
        }
        if (input.parser().getStringLength() > maxChars) {
            throw input.error(WireError.TEXT_TOO_LONG, "The text may have at most " + maxChars + " characters.");
        }
        return input.parser().getString();
    }
}
