package io.tidemark.catalog.json;

import io.tidemark.protocol.json.Scalar;
import java.time.Instant;

/// Single values in canonical JSON text. Stateless.
public final class JsonValues {
    private JsonValues() {}

    /// A text.
    public static String text(String text) {
        return Scalar.text(text).json();
    }

    /// An instant, whole seconds.
    public static String instant(Instant instant) {
        return Scalar.instant(instant).json();
    }
}
