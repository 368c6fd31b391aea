package io.tidemark.api.command;

import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;

/// `GetCurrentUserID`: the number of the user on whose behalf the commands run. Immutable.
final class GetCurrentUserId implements Command {
    @Override
    public String name() {
        return "GetCurrentUserID";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return CommandResult.of(
                JsonObject.EMPTY.with("userid", JsonNumber.of(caller.user().value())));
    }
}
