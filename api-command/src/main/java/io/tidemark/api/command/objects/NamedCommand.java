package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import java.util.function.BiFunction;

/// A command that is one method of the class that has its topic. Thread-safe if the method is.
///
/// @param name the command's name
/// @param work runs it
public record NamedCommand(String name, BiFunction<Caller, Inputs, CommandResult> work) implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return work.apply(caller, inputs);
    }
}
