package io.tidemark.catalog.command;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.List;

/// The least that a client must send to create an object.
final class Needed {
    private Needed() {}

    static JsonObject of(CommandType type) {
        JsonObject input = JsonObject.EMPTY;
        for (List<String> group : type.required()) {
            boolean text = type.field(group.getFirst()).orElseThrow().kind().equals(BasicKind.STRING);
            input = input.with(group.getFirst(), text ? new JsonText("x") : JsonNumber.ZERO);
        }
        return input;
    }
}
