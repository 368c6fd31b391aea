package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;

/// Lists all objects of a type, by number: what is set up on the server and apps only read (command API 1.9).
/// Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param output the collection's name
/// @param desk finds
record ListAll(String name, CommandType type, String output, ObjectDesk desk) implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return new ObjectResult(caller).objects(output, type, desk.read(caller, tx -> ObjectDesk.all(tx, type)));
    }
}
