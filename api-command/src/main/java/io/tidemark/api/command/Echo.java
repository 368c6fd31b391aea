package io.tidemark.api.command;

import io.tidemark.protocol.tree.JsonObject;

/// `Echo`: gives `text` back as `answer`, unchanged, whatever kind of value it is. Immutable.
final class Echo implements Command {
    @Override
    public String name() {
        return "Echo";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return CommandResult.of(JsonObject.EMPTY.with("answer", inputs.value("text")));
    }
}
