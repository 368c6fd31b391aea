package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.TypeDescriptionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// All commands that are described, by chapter; names are told apart without regard to case. Immutable; read once, at
/// start.
public final class CommandReference {
    private static final List<String> FILES = List.of(
            "session",
            "settings",
            "people",
            "tasks",
            "companies",
            "equipment",
            "products",
            "registrations",
            "calendar",
            "threads",
            "check-in",
            "forms",
            "sales",
            "maps",
            "projects");

    private final List<CommandChapter> chapters;
    private final Map<String, CommandDescription> byFoldedName;

    private CommandReference(List<CommandChapter> chapters, Map<String, CommandDescription> byFoldedName) {
        this.chapters = List.copyOf(chapters);
        this.byFoldedName = Map.copyOf(byFoldedName);
    }

    /// The commands of the API.
    ///
    /// @param types what inputs and outputs may hold
    /// @throws TypeDescriptionException if a file that was built into the server has a mistake
    public static CommandReference standard(CommandTypes types) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        FILES.forEach(file -> descriptions.put(file + ".json", resource(file + ".json")));
        return of(types, descriptions);
    }

    /// The commands of these descriptions.
    ///
    /// @param types what inputs and outputs may hold
    /// @param descriptions JSON of the form of the standard files, a chapter each, by the name to use when
    ///     it has a
    ///     mistake
    /// @throws TypeDescriptionException if one has a mistake; names its place
    public static CommandReference of(CommandTypes types, Map<String, String> descriptions) {
        CommandReference reference = new CommandReference(List.of(), Map.of());
        for (Map.Entry<String, String> description : descriptions.entrySet()) {
            reference = reference.and(types, description.getKey(), description.getValue());
        }
        return reference;
    }

    /// These commands and a chapter more.
    ///
    /// @param types what inputs and outputs may hold
    /// @param source the name to use when it has a mistake
    /// @param json of the form of the standard files
    /// @throws TypeDescriptionException if it has a mistake; names its place
    public CommandReference and(CommandTypes types, String source, String json) {
        CommandChapter chapter = CommandReader.chapter(source, json);
        List<CommandChapter> allChapters = new ArrayList<>(chapters);
        allChapters.add(chapter);
        Map<String, CommandDescription> all = new HashMap<>(byFoldedName);
        for (CommandDescription command : chapter.commands()) {
            String place = source + ": " + command.name();
            CommandCheck.check(place, command, types);
            if (all.putIfAbsent(fold(command.name()), command) != null) {
                throw new TypeDescriptionException(place, "There is a command of this name already.");
            }
        }
        return new CommandReference(allChapters, all);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(CommandReference.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// In the order of the reference.
    public List<CommandChapter> chapters() {
        return chapters;
    }

    /// In the order of the reference.
    public List<CommandDescription> all() {
        return chapters.stream().flatMap(chapter -> chapter.commands().stream()).toList();
    }

    /// The command with this name, in any case.
    public Optional<CommandDescription> find(String name) {
        return Optional.ofNullable(byFoldedName.get(fold(name)));
    }
}
