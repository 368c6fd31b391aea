package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// Makes notifications, inside a transaction. Confined to it.
///
/// @param saving the transaction
record Notifications(Saving saving) {
    static final TypeId TYPE = new TypeId("notification");
    /// For whom it is: kept.
    static final String FOR_USER = ".userid";

    private static final TypeId TODO = new TypeId("todo");

    /// Tells the responsible user of a task of a message about it; nobody when nobody is responsible.
    void ofMessage(Current message, long task, boolean isPublic, String text) {
        long responsible = saving.find(TODO, new ObjectNumber(task))
                .map(todo -> Facts.of(todo).number("userid"))
                .orElse(0L);
        if (responsible == 0) {
            return;
        }
        Moment now = Moment.of(saving.context());
        saving.create(
                TYPE,
                Patch.NOTHING,
                CommandObjectType.decided(JsonObject.EMPTY
                        .with(FOR_USER, JsonNumber.of(responsible))
                        .with(
                                "assignedby",
                                JsonNumber.of(saving.context().actor().id().value()))
                        .with("text", new JsonText(text))
                        .with("date", now.date())
                        .with("time", now.time())
                        .with("ispublic", Facts.flag(isPublic))
                        .with("objecttype", new JsonText("message"))
                        .with("objectid", JsonNumber.of(saving.number(message).value()))
                        .with(
                                "message_threadid",
                                JsonNumber.of(Facts.of(message).number("threadid")))));
    }
}
