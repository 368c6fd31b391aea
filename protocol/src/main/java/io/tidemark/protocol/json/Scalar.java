package io.tidemark.protocol.json;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text, number or truth value, held as its canonical JSON text. Immutable, equal by that text. */
public final class Scalar implements WireValue {
    static final Scalar TRUE = new Scalar("true");
    static final Scalar FALSE = new Scalar("false");

    private final String json;

    /** Trusts that the text is canonical JSON. */
    Scalar(String json) {
        this.json = json;
    }

    /** @throws IllegalArgumentException if the text holds U+0000 or half a surrogate pair */
    public static Scalar text(String text) {
        String quoted = JsonText.quote(text);
        if (quoted == null) {
            throw new IllegalArgumentException("a text holds U+0000 or half a surrogate pair");
        }
        return new Scalar(quoted);
    }

    /**
     * Fractions of a second are cut off.
     *
     * @throws IllegalArgumentException outside the years 0001 to 9999
     */
    public static Scalar instant(Instant instant) {
        return new Scalar('"' + DateTimeText.format(instant) + '"');
    }

    public static Scalar integer(long value) {
        return new Scalar(Long.toString(value));
    }

    public static Scalar bool(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static Scalar oneOf(Enum<?> value) {
        return new Scalar('"' + value.name() + '"');
    }

    /** The canonical JSON text, with the quotes of a text. */
    public String json() {
        return json;
    }

    /** @throws IllegalStateException if this is no text */
    public String text() {
        return JsonText.unquote(json);
    }

    /** @throws IllegalStateException if this is no instant */
    public Instant instant() {
        return DateTimeText.parse(text());
    }

    /** @throws IllegalStateException if this is no truth value */
    public boolean bool() {
        if (equals(TRUE) || equals(FALSE)) {
            return equals(TRUE);
        }
        throw new IllegalStateException("not a truth value");
    }

    /** @throws IllegalStateException if this is no whole number */
    public long integer() {
        try {
            return Long.parseLong(json);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("not a whole number", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scalar that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(json);
    }

    /** The canonical JSON text. */
    @Override
    public String toString() {
        return json;
    }
}
