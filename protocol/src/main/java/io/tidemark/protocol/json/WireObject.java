package io.tidemark.protocol.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a {@link Shape}. Each property is absent, {@code null} or present; the typed accessors give an empty {@link
 * Optional} for the first two. Immutable; equal if of the same shape and with the same canonical form.
 *
 * <p>Names are those of the shape, exactly as written; any other is a mistake in the calling code and throws {@link
 * IllegalArgumentException}. An accessor of the wrong type throws {@link IllegalStateException}.
 */
public final class WireObject implements WireValue {
    private final Shape shape;
    private final @Nullable WireValue[] values; // by the place of the property in the shape; null where absent

    private WireObject(Shape shape, @Nullable WireValue[] values) {
        this.shape = shape;
        this.values = values;
    }

    static WireObject emptyOf(Shape shape, int properties) {
        return new WireObject(shape, new @Nullable WireValue[properties]);
    }

    /** Takes the array over: the caller must not touch it afterwards. */
    static WireObject ofValues(Shape shape, @Nullable WireValue[] values) {
        return new WireObject(shape, values);
    }

    public Shape shape() {
        return shape;
    }

    /** Whether every property is absent. */
    public boolean isEmpty() {
        for (WireValue value : values) {
            if (value != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether the property is there, be it as {@code null}. */
    public boolean has(String name) {
        return values[shape.index(name)] != null;
    }

    /** Whether the property is there as {@code null}. */
    public boolean isNull(String name) {
        return WireValue.NULL.equals(values[shape.index(name)]);
    }

    /** The value, {@link WireValue#NULL} included; empty if the property is absent. */
    public Optional<WireValue> value(String name) {
        return Optional.ofNullable(values[shape.index(name)]);
    }

    /** A text, an id, an enumeration's value or the canonical text of an instant. */
    public Optional<String> text(String name) {
        return scalar(name).map(Scalar::text);
    }

    public Optional<Instant> instant(String name) {
        return scalar(name).map(Scalar::instant);
    }

    public Optional<Boolean> bool(String name) {
        return scalar(name).map(Scalar::bool);
    }

    public Optional<Long> integer(String name) {
        return scalar(name).map(Scalar::integer);
    }

    /** An enumeration's value as a constant of a Java enumeration that has all of them. */
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name).map(value -> Enum.valueOf(type, value));
    }

    public Optional<WireObject> object(String name) {
        return present(name).map(value -> {
            if (value instanceof WireObject object) {
                return object;
            }
            throw new IllegalStateException("not an object");
        });
    }

    /** The items of an array; empty if it is absent or null, an empty list if it has none. */
    public Optional<List<WireObject>> items(String name) {
        return present(name).map(value -> {
            if (value instanceof WireList list) {
                return list.items();
            }
            throw new IllegalStateException("not an array");
        });
    }

    /**
     * A copy in which the property has this value. The limits of its kind are not checked, and arrays are not sorted.
     *
     * @throws IllegalArgumentException if the property's kind can never hold such a value
     */
    public WireObject with(String name, WireValue value) {
        int index = shape.index(name);
        if (!fits(shape.properties().get(index).kind(), value)) {
            throw new IllegalArgumentException("the property " + name + " cannot hold such a value");
        }
        @Nullable WireValue[] copy = values.clone();
        copy[index] = value;
        return new WireObject(shape, copy);
    }

    /** {@link #with(String, WireValue)} of a text, or this object if the text is null. */
    public WireObject with(String name, @Nullable String text) {
        return text == null ? this : with(name, Scalar.text(text));
    }

    /** {@link #with(String, WireValue)} of an instant, or this object if the instant is null. */
    public WireObject with(String name, @Nullable Instant instant) {
        return instant == null ? this : with(name, Scalar.instant(instant));
    }

    /** {@link #with(String, WireValue)} of an enumeration's value, or this object if the value is null. */
    public WireObject with(String name, @Nullable Enum<?> value) {
        return value == null ? this : with(name, Scalar.oneOf(value));
    }

    public WireObject with(String name, long value) {
        return with(name, Scalar.integer(value));
    }

    public WireObject with(String name, boolean value) {
        return with(name, Scalar.bool(value));
    }

    public WireObject with(String name, List<WireObject> items) {
        return with(name, new WireList(items));
    }

    /** A copy in which the property is absent. */
    public WireObject without(String name) {
        int index = shape.index(name);
        @Nullable WireValue[] copy = values.clone();
        copy[index] = null;
        return new WireObject(shape, copy);
    }

    private static boolean fits(Kind kind, WireValue value) {
        if (value instanceof WireObject object) {
            return kind instanceof Kind.Nested nested && nested.shape() == object.shape;
        }
        if (value instanceof WireList list) {
            return kind instanceof Kind.Items items
                    && list.items().stream().allMatch(item -> item.shape == items.shape());
        }
        return value instanceof Null || !(kind instanceof Kind.Nested || kind instanceof Kind.Items);
    }

    @Nullable
    WireValue valueAt(int index) {
        return values[index];
    }

    private Optional<Scalar> scalar(String name) {
        return present(name).map(value -> {
            if (value instanceof Scalar scalar) {
                return scalar;
            }
            throw new IllegalStateException("not a scalar");
        });
    }

    private Optional<WireValue> present(String name) {
        return value(name).filter(value -> !value.equals(WireValue.NULL));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireObject that && shape == that.shape && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The canonical JSON text. */
    @Override
    public String toString() {
        return ShapeWriter.text(this);
    }
}
