package io.tidemark.protocol.json;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Opens documents for readers: strict UTF-8, strict JSON, limits of size and depth. Thread-safe. */
final class JsonSource {
    private static final int NAME_CHARS_MAX = 1_000; // the longest known name has 21; unknown ones are only skipped

    private final ReadLimits limits;
    private final JsonFactory factory;

    JsonSource(ReadLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(limits.stringChars())
                        .maxNameLength(NAME_CHARS_MAX)
                        .build())
                .build();
    }

    ReadLimits limits() {
        return limits;
    }

    /**
     * Leaves the stream open.
     *
     * @throws WireException if the bytes are no such document
     * @throws java.io.UncheckedIOException if the stream fails
     */
    <T> T read(InputStream in, Function<JsonInput, T> reading) {
        // The decoder finds every invalid byte; Jackson's own would take overlong forms and encoded surrogates.
        Reader text = new InputStreamReader(
                new BoundedInput(in, limits.totalBytes()),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return read(parser, reading);
        }
    }

    /** @throws WireException if the text is no such document */
    <T> T read(String document, Function<JsonInput, T> reading) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            return read(parser, reading);
        }
    }

    private <T> T read(JsonParser parser, Function<JsonInput, T> reading) {
        JsonInput input = new JsonInput(parser, limits);
        try {
            return reading.apply(input);
        } catch (JacksonException e) {
            throw input.refusal(e);
        }
    }
}
