package io.tidemark.api.command;

import io.tidemark.core.directory.User;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// `ValidateSessionToken`: says who is looking at a page (command API 4.2). A token that is not valid fails the
/// command, and with it the request: clients look at the status of the envelope only. Thread-safe.
final class ValidateSessionToken implements Command {
    private final LoginDesk logins;

    ValidateSessionToken(LoginDesk logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return "ValidateSessionToken";
    }

    /// Users of an account are no persons here, so `personid` is 0.
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        User user = logins.userOfSessionToken(caller.account(), inputs.text("sessiontoken"))
                .orElseThrow(() ->
                        CommandException.badValue("sessiontoken", "holds no valid token. Let the user log in again."));
        return CommandResult.of(JsonObject.EMPTY
                .with("userid", JsonNumber.of(user.id().value()))
                .with("personid", JsonNumber.ZERO)
                .with("username", new JsonText(user.email()))
                .with("name", new JsonText(user.name())));
    }
}
