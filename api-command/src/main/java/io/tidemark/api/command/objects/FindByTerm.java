package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.util.List;

/// Finds objects by what stands in one of their fields, without regard to case (command API 1.3, 4). Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param input the input that holds the value
/// @param field the field that must have it, one of the type's lookups
/// @param single whether one of several is enough: the first
/// @param output the collection's name
/// @param desk finds
record FindByTerm(
        String name, CommandType type, String input, String field, boolean single, String output, ObjectDesk desk)
        implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        JsonValue value = inputs.value(input);
        String term = Terms.value(value instanceof JsonText(String text) ? text : TreeWriter.text(value));
        List<StoredObject> found =
                desk.read(caller, tx -> ObjectDesk.shown(tx, type, TermRange.of(Terms.name(field), term)));
        return new ObjectResult(caller)
                .objects(output, type, single ? found.stream().limit(1).toList() : found);
    }
}
