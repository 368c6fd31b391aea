package io.tidemark.api.command;

import io.tidemark.protocol.tree.JsonObject;

/// One command: reads its inputs, works, answers. Thread-safe.
public interface Command {
    /// Its name in the customary case; it is found without regard to case.
    String name();

    /// Whether it can be called by somebody who has not logged in. The caller then has neither account nor user.
    default boolean open() {
        return false;
    }

    /// What stands in the result beside the error when the command fails.
    default JsonObject outputsOfFailure() {
        return JsonObject.EMPTY;
    }

    /// Runs the command. When this returns, it has succeeded and what it changed is durable; nothing of its
    /// result needs to have been read yet.
    ///
    /// @throws io.tidemark.protocol.command.CommandException when it is refused; nothing was changed
    /// @throws io.tidemark.core.error.SyncException when the core refuses; nothing was changed
    CommandResult run(Caller caller, Inputs inputs);
}
