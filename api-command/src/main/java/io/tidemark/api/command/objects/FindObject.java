package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.StoredObject;
import java.util.List;

/// `Get…ByID`: a collection of the object with a number, or an empty one: not to find something is no failure
/// (command API 1.3). Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param idInput the input that holds the number
/// @param output the collection's name
/// @param desk finds
record FindObject(String name, CommandType type, String idInput, String output, ObjectDesk desk) implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        List<StoredObject> found = desk.read(
                caller,
                tx -> ObjectDesk.find(tx, type, inputs.number(idInput)).stream().toList());
        return new ObjectResult(caller).objects(output, type, found);
    }
}
