package io.tidemark.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// One thing that an operator can set. Immutable.
///
/// @param key its name in the file and on the command line, lower case words with `.` and `-`
/// @param fallback the text that stands for it when nobody sets it; empty for "not set"
/// @param range what may be given, for people
/// @param meaning what it does, one or two sentences
/// @param secret whether its value is masked wherever settings are shown
/// @param parser reads the text; throws `IllegalArgumentException` for what is outside the range
/// @param <T> what the text stands for
public record Setting<T>(
        String key, String fallback, String range, String meaning, boolean secret, Function<String, T> parser) {

    /// The environment variable that sets it, for instance `TIDEMARK_HTTP_PORT`.
    public String variable() {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /// How the names of all of Tidemark's environment variables begin.
    static final String ENVIRONMENT_PREFIX = "TIDEMARK_";

    /// Any text.
    static Setting<String> text(String key, String fallback, String range, String meaning) {
        return new Setting<>(key, fallback, range, meaning, false, String::strip);
    }

    /// Any text that must not be shown.
    static Setting<String> secret(String key, String meaning) {
        return new Setting<>(key, "", "text", meaning, true, Function.identity());
    }

    /// `true` or `false`.
    static Setting<Boolean> flag(String key, String fallback, String meaning) {
        return new Setting<>(key, fallback, "`true` or `false`", meaning, false, text -> switch (lower(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    /// One of a few words.
    static <E extends Enum<E>> Setting<E> choice(String key, E fallback, Class<E> choices, String meaning) {
        List<E> all = List.of(choices.getEnumConstants());
        List<String> words = all.stream().map(choice -> lower(choice.name())).toList();
        return new Setting<>(
                key, lower(fallback.name()), "`" + String.join("`, `", words) + "`", meaning, false, text -> {
                    int index = words.indexOf(lower(text));
                    if (index < 0) {
                        throw new IllegalArgumentException("none of the words");
                    }
                    return all.get(index);
                });
    }

    /// A whole number.
    static Setting<Integer> number(String key, int fallback, int least, int most, String meaning) {
        return new Setting<>(key, Integer.toString(fallback), least + " to " + most, meaning, false, text ->
                (int) within(Quantity.number(text), least, most));
    }

    /// A number of bytes, written with a unit: `64 KiB`.
    static Setting<Long> bytes(String key, String fallback, String least, String most, String meaning) {
        return new Setting<>(
                key,
                fallback,
                least + " to " + most,
                meaning,
                false,
                text -> within(Quantity.bytes(text), Quantity.bytes(least), Quantity.bytes(most)));
    }

    /// A length of time, written with a unit: `20m`.
    static Setting<Duration> duration(String key, String fallback, String least, String most, String meaning) {
        return new Setting<>(
                key,
                fallback,
                least + " to " + most,
                meaning,
                false,
                text -> Duration.ofMillis(
                        within(Quantity.millis(text), Quantity.millis(least), Quantity.millis(most))));
    }

    private static long within(long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("outside the range");
        }
        return value;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
