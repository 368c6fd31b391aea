package io.tidemark.catalog.own;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.reference.CommandDescription;

/// A command that an own type gets. Immutable.
///
/// @param type the type
/// @param work what the command does
/// @param field the field by which it finds objects; empty if it does not
/// @param description its inputs and outputs
public record OwnCommand(CommandType type, Work work, String field, CommandDescription description) {
    /// What commands of own types do. Each is the pattern of a command of the reference.
    public enum Work {
        /// `Get…ByLastChange`: lists what changed.
        CHANGES,
        /// `Get…ByID`: finds one object.
        FIND,
        /// `Get…By` a field: finds the first object that has a value there.
        FIND_BY,
        /// `Get…sBy` a field that refers to another type: finds all objects that name one of its.
        ALL_BY,
        /// `CreateUpdate…ByID`: creates an object, or changes one.
        SAVE,
        /// `CreateUpdate…By` a field: the same for the object that has a value there.
        SAVE_BY,
        /// `Delete…ByID`: hides an object.
        HIDE
    }
}
