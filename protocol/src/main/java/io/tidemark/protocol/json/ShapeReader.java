package io.tidemark.protocol.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON documents of a {@link Shape} strictly (RFC 8259, UTF-8) and within {@link ReadLimits}.
 *
 * <p>Names are read without regard to case; unknown properties are skipped (spec 1.3), but must be sound JSON within the
 * limits of depth and size. Everything else that does not fit the shape is refused with a {@link WireException}.
 *
 * <p>Thread-safe. Keep one: it remembers the names that it has seen.
 */
public final class ShapeReader {
    private static final int NAME_CHARS_MAX = 1_000; // the longest known name has 21; unknown ones are only skipped

    private final ReadLimits limits;
    private final JsonFactory factory;

    public ShapeReader(ReadLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(limits.stringChars())
                        .maxNameLength(NAME_CHARS_MAX)
                        .build())
                .build();
    }

    public ReadLimits limits() {
        return limits;
    }

    /**
     * Reads the stream to its end and leaves it open.
     *
     * @throws WireException if the bytes are no such document
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public WireObject read(InputStream in, Shape shape, ReadMode mode) {
        // The decoder finds every invalid byte; Jackson's own would take overlong forms and encoded surrogates.
        Reader text = new InputStreamReader(
                new BoundedInput(in, limits.totalBytes()),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return read(parser, shape, mode);
        }
    }

    /** @throws WireException if the text is no such document */
    public WireObject read(String document, Shape shape, ReadMode mode) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            return read(parser, shape, mode);
        }
    }

    private WireObject read(JsonParser parser, Shape shape, ReadMode mode) {
        JsonInput input = new JsonInput(parser, limits);
        try {
            return new ObjectReading(input, mode).document(shape);
        } catch (JacksonException e) {
            throw input.refusal(e);
        }
    }

    /** @throws WireException if the bytes are no such document */
    public WireObject read(byte[] document, Shape shape, ReadMode mode) {
        return read(new ByteArrayInputStream(document), shape, mode);
    }
}
