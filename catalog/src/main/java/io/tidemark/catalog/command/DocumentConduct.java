package io.tidemark.catalog.command;

import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// Documents: the bytes of a file are never in the object (ADR 0023), whoever saves it. Refused, and not dropped, so
/// that nobody takes a file for stored that is not. Stateless.
public final class DocumentConduct implements Conduct {
    private static final String DATA = "data";

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        if (!after.get(DATA).orElse(JsonText.EMPTY).equals(JsonText.EMPTY)) {
            throw new Unfit("The field data must be empty. Send the file itself with AddFileToTodo, AddFileToCustomer,"
                    + " AddFileToTool or one of the commands for photos and recordings.");
        }
        return after;
    }
}
