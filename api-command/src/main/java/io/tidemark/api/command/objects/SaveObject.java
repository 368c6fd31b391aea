package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;

/// `CreateUpdate…ByID`: saves an object and answers with it as it is stored afterwards; number 0, or none, creates
/// (command API 1.3). With `clientid`, a repeated save has one effect (Q6). Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param field the name of the input, and of the output
/// @param desk saves
record SaveObject(String name, CommandType type, String field, ObjectDesk desk) implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return new ObjectResult(caller).object(field, type, desk.save(caller, inputs, name, type, field));
    }
}
