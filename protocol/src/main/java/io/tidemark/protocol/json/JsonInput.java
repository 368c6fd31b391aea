package io.tidemark.protocol.json;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** One document while it is read: the parser, and the errors with their place. Confined to one thread. */
final class JsonInput {
    private static final int PATH_NAME_MAX = 64;

    private final JsonParser parser;
    private final ReadLimits limits;

    JsonInput(JsonParser parser, ReadLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    JsonParser parser() {
        return parser;
    }

    ReadLimits limits() {
        return limits;
    }

    @Nullable
    JsonToken next() {
        return parser.nextToken();
    }

    WireException error(WireError code, String sentence) {
        return new WireException(
                code, path(), sentence, parser.currentLocation().getCharOffset());
    }

    /** The refusal that corresponds to a parser's failure; the failure's own text quotes the document and is left out. */
    WireException refusal(JacksonException failure) {
        if (failure instanceof JacksonIOException io) {
            if (io.getCause() instanceof CharacterCodingException) {
                return error(WireError.BAD_ENCODING, "The message is not valid UTF-8; send it in UTF-8.");
            }
            throw new UncheckedIOException(io.getCause());
        }
        if (failure instanceof StreamConstraintsException) {
            if (parser.streamReadContext().getNestingDepth() >= limits.depth()) {
                return error(WireError.TOO_DEEP, "Objects and arrays may be nested " + limits.depth() + " deep.");
            }
            return error(WireError.TEXT_TOO_LONG, "A text, name or number is longer than any may be; shorten it.");
        }
        if (failure instanceof UnexpectedEndOfInputException) {
            return error(WireError.MALFORMED_JSON, "The JSON text ends too early; send the whole of it.");
        }
        return error(WireError.MALFORMED_JSON, "The text is not valid JSON here; check quotes, commas and brackets.");
    }

    /** The place of the current token, such as {@code Meetings[3].Meeting.Start}. */
    private String path() {
        StringBuilder path = new StringBuilder();
        append(path, parser.streamReadContext());
        return path.toString();
    }

    private static void append(StringBuilder path, @Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(path, context.getParent());
        if (context.inArray()) {
            if (context.hasCurrentIndex()) {
                path.append('[').append(context.getCurrentIndex()).append(']');
            }
        } else if (context.hasCurrentName()) {
            path.append(path.isEmpty() ? "" : ".").append(pathName(context.currentName()));
        }
    }

    /** The name as sent, or {@code ?} if it does not look like the name of a property: it might then carry data. */
    private static String pathName(String name) {
        boolean plain = !name.isEmpty() && name.length() <= PATH_NAME_MAX;
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
        }
        return plain ? name : "?";
    }
}
