package io.tidemark.catalog.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// All types of the command API that an account knows. Immutable; read once, at start.
public final class CommandTypes {
    private static final List<String> FILES =
            List.of("field-work", "messages", "trade", "forms", "set-up", "projects", "inputs");

    private final Map<String, CommandType> byName;
    private final Map<String, CommandType> byWord;

    private CommandTypes(Map<String, CommandType> byName, Map<String, CommandType> byWord) {
        this.byName = byName;
        this.byWord = byWord;
    }

    /// Read when they are first asked for, and once: a process with several servers needs no more.
    private static final class BuiltIn {
        static final CommandTypes STANDARD = read();
        static final CommandTypes SERVED = STANDARD.and(Map.of("server.json", resource("server.json")));
    }

    /// The types of the reference. Always the same object.
    public static CommandTypes standard() {
        return BuiltIn.STANDARD;
    }

    /// @throws TypeDescriptionException if a file that was built into the server has a mistake
    private static CommandTypes read() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (String file : FILES) {
            descriptions.put(file + ".json", resource(file + ".json"));
        }
        return new CommandTypes(Map.of(), Map.of()).and(descriptions);
    }

    /// The types of the reference, and those in which the server keeps what the reference gives no type for:
    /// settings, prices, filled-in forms. No client sends or gets these as they are. Always the same object.
    public static CommandTypes served() {
        return BuiltIn.SERVED;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(CommandTypes.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// These types and some more, of another source: an account's own. They may refer to these, and can take
    /// neither the name nor a word of one.
    ///
    /// @param descriptions JSON of the form of the standard files, by the name to use when it has a mistake
    /// @throws TypeDescriptionException if one has a mistake; names its place
    public CommandTypes and(Map<String, String> descriptions) {
        Map<String, CommandType> names = new LinkedHashMap<>(byName);
        Map<String, CommandType> words = new LinkedHashMap<>(byWord);
        Map<String, CommandType> added = new LinkedHashMap<>();
        descriptions.forEach((source, json) -> {
            for (CommandType type : TypeReader.types(source, json)) {
                String place = source + ": " + type.name();
                if (names.putIfAbsent(type.name(), type) != null) {
                    throw new TypeDescriptionException(place, "There is a type of this name already.");
                }
                for (String word : type.words()) {
                    if (words.putIfAbsent(word, type) != null) {
                        throw new TypeDescriptionException(place, "The word " + word + " names another type already.");
                    }
                }
                added.put(place, type);
            }
        });
        CommandTypes types = new CommandTypes(names, words);
        added.forEach((place, type) -> TypeCheck.check(place, type, types));
        return types;
    }

    /// The types of one description, without regard to others.
    ///
    /// @param source the name to use when it has a mistake
    /// @throws TypeDescriptionException if it has one that can be seen alone
    public static List<CommandType> read(String source, String json) {
        return TypeReader.types(source, json);
    }

    /// In the order of their descriptions.
    public Collection<CommandType> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /// The type with this name.
    public Optional<CommandType> type(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The type that a client names in a field such as `objecttype`; case does not matter.
    public Optional<CommandType> named(String word) {
        return Optional.ofNullable(byWord.get(word.toLowerCase(Locale.ROOT)));
    }
}
