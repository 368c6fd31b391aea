package io.tidemark.protocol.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Reads JSON documents of a {@link Shape} strictly (RFC 8259, UTF-8) and within {@link ReadLimits}.
 *
 * <p>Names are read without regard to case; unknown properties are skipped (spec 1.3), but must be sound JSON within the
 * limits of depth and size. Everything else that does not fit the shape is refused with a {@link WireException}.
 *
 * <p>Thread-safe. Keep one: it remembers the names that it has seen.
 */
public final class ShapeReader {
    private final JsonSource source;

    public ShapeReader(ReadLimits limits) {
        this.source = new JsonSource(limits);
    }

    public ReadLimits limits() {
        return source.limits();
    }

    /**
     * Reads the stream to its end and leaves it open.
     *
     * @throws WireException if the bytes are no such document
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public WireObject read(InputStream in, Shape shape, ReadMode mode) {
        return source.read(in, input -> new ObjectReading(input, mode).document(shape));
    }

    /** @throws WireException if the text is no such document */
    public WireObject read(String document, Shape shape, ReadMode mode) {
        return source.read(document, input -> new ObjectReading(input, mode).document(shape));
    }

    /** @throws WireException if the bytes are no such document */
    public WireObject read(byte[] document, Shape shape, ReadMode mode) {
        return read(new ByteArrayInputStream(document), shape, mode);
    }
}
