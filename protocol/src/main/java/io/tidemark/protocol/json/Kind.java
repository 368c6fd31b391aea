package io.tidemark.protocol.json;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a property may hold, {@code null} aside, which every property may be. Immutable. */
public sealed interface Kind {

    /** An instant of the years 0001 to 9999, in whole seconds (spec 1.4). */
    Kind DATE_TIME = new DateTime();

    /** {@code true} or {@code false}. */
    Kind BOOL = new Bool();

    /** The id of an object. */
    Kind ID = new Id();

    static Kind text(int maxChars) {
        return new Text(maxChars);
    }

    static Kind integer(long min, long max) {
        return new Int(min, max);
    }

    static <E extends Enum<E>> Kind oneOf(Class<E> values) {
        return new Enumeration(
                Arrays.stream(values.getEnumConstants()).map(Enum::name).toList());
    }

    static Kind nested(Shape shape) {
        return new Nested(shape);
    }

    static Kind items(Shape shape, int maxItems, SortKey... sortKeys) {
        return new Items(shape, List.of(sortKeys), maxItems);
    }

    /**
     * A text without U+0000 and without half surrogate pairs.
     *
     * @param maxChars the longest, in UTF-16 units
     */
    record Text(int maxChars) implements Kind {
        public Text {
            requirePositive(maxChars);
        }
    }

    /**
     * An object's id: a text of 1 to {@value #MAX_CHARS} characters without control characters. Usually a Guid, but an old
     * object may carry a number, so it is never parsed, and kept as first received (spec 1.4).
     */
    record Id() implements Kind {
        public static final int MAX_CHARS = 200;
    }

    /** See {@link #DATE_TIME}. On input a fraction of a second is cut off and a numeric offset converted to UTC. */
    record DateTime() implements Kind {}

    /** See {@link #BOOL}. */
    record Bool() implements Kind {}

    /** A whole number from {@code min} to {@code max}, both included; not in quotes, without fraction or exponent. */
    record Int(long min, long max) implements Kind {
        public Int {
            if (min > max) {
                throw new IllegalArgumentException("min is above max");
            }
        }
    }

    /**
     * One of some upper-case texts. Read without regard to case; any other text is refused (spec 4).
     *
     * @param values the values, in the order of their documentation
     */
    record Enumeration(List<String> values) implements Kind {
        public Enumeration {
            values = List.copyOf(values);
            if (values.isEmpty() || values.size() != Set.copyOf(values).size()) {
                throw new IllegalArgumentException("an enumeration needs values, each once");
            }
            for (String value : values) {
                if (!value.equals(value.toUpperCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("an enumeration's values are upper case");
                }
            }
        }
    }

    /** An object of another shape. */
    record Nested(Shape shape) implements Kind {}

    /**
     * An array of objects of one shape.
     *
     * @param sortKeys the order into which items are brought on input, first key first; empty to keep the sender's order
     * @param maxItems the most items, to bound memory
     */
    record Items(Shape shape, List<SortKey> sortKeys, int maxItems) implements Kind {
        public Items {
            sortKeys = List.copyOf(sortKeys);
            sortKeys.forEach(key -> key.requireIn(shape));
            requirePositive(maxItems);
        }
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }
}
