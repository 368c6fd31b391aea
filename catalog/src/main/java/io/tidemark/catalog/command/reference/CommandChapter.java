package io.tidemark.catalog.command.reference;

import java.util.List;

/// The commands about one thing. Immutable.
///
/// @param name short, in small letters; the name of its file
/// @param title for people
/// @param meaning what the chapter is about
/// @param commands in the order in which they are to be read
public record CommandChapter(String name, String title, String meaning, List<CommandDescription> commands) {
    public CommandChapter {
        commands = List.copyOf(commands);
    }
}
