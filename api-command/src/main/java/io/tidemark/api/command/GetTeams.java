package io.tidemark.api.command;

import io.tidemark.core.directory.Team;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;

/// `GetTeams`: the teams of the account, by number. Teams have neither a team above them nor a colour here, so
/// `parentid` is 0 and `color` empty. Thread-safe.
final class GetTeams implements Command {
    private final Storage storage;

    GetTeams(Storage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return "GetTeams";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        List<JsonValue> teams = storage.read(
                caller.account().id(),
                tx -> tx.teams().stream().<JsonValue>map(GetTeams::set).toList());
        return CommandResult.of(JsonObject.EMPTY.with("teams", new JsonArray(teams)));
    }

    private static JsonObject set(Team team) {
        return JsonObject.EMPTY
                .with("id", JsonNumber.of(team.id()))
                .with("title", new JsonText(team.name()))
                .with("parentid", JsonNumber.ZERO)
                .with("color", JsonText.EMPTY);
    }
}
