package io.tidemark.server.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads numbers with units as people write them: `20m`, `32 MiB`. All methods throw `IllegalArgumentException` for
/// anything else, and for what does not fit a `long`.
final class Quantity {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18}) ?([A-Za-z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> NONE = Map.of("", 1L);

    private Quantity() {}

    static long number(String text) {
        return read(text, NONE);
    }

    static long bytes(String text) {
        return read(text, BYTES);
    }

    static long millis(String text) {
        return read(text, MILLIS);
    }

    private static long read(String text, Map<String, Long> units) {
        Matcher matcher = FORM.matcher(text.strip());
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a number with a known unit");
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }
}
