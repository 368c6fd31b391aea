package io.tidemark.api.command.forms;

import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.LocalDateTime;

/// Keeps forms that were filled in, and marks the requests that asked for them as answered. Thread-safe.
public final class Answers {
    private static final TypeId ANSWER = new TypeId("formanswer");
    private static final TypeId REQUEST = new TypeId("questionrequest");

    private final ObjectDesk desk;

    /// @param desk has the types
    public Answers(ObjectDesk desk) {
        this.desk = desk;
    }

    /// Keeps a form that was filled in: now, if the answer does not say when.
    ///
    /// @param input the input that holds it, of the type `answer`
    /// @param word what it is about, where it does not say so itself; empty for nothing
    /// @param object which one
    /// @return what is kept
    public Current keep(Saving saving, Inputs inputs, String input, String word, long object) {
        JsonObject answer = inputs.set(input);
        if (!word.isEmpty() && answer.get("objecttype").isEmpty()) {
            answer = answer.with("objecttype", new JsonText(word)).with("objectid", JsonNumber.of(object));
        }
        if (answer.get("date").isEmpty()) {
            LocalDateTime now = LocalDateTime.ofInstant(
                    saving.context().now(), saving.context().zone());
            answer = answer.with("date", AnswerEnvelope.date(now)).with("time", AnswerEnvelope.time(now));
        }
        JsonObject decided = JsonObject.EMPTY.with(
                "userid", JsonNumber.of(saving.context().actor().id().value()));
        Current kept = saving.create(ANSWER, CommandObjectType.said(answer), CommandObjectType.decided(decided));
        long request = inputs.numberIn(input, "requestid");
        if (request != 0) {
            CommandType type = desk.type("questionrequest");
            Current asked =
                    saving.find(REQUEST, ObjectDesk.number(type, request)).orElseThrow(() -> ObjectDesk.notThere(type));
            saving.change(
                    asked,
                    Patch.NOTHING,
                    CommandObjectType.decided(JsonObject.EMPTY.with("isanswered", JsonNumber.ONE)));
        }
        return kept;
    }

    /// The request that a form answers when the answer does not say it itself.
    static JsonObject answering(JsonObject answer, long request) {
        return request == 0 || answer.get("requestid").isPresent()
                ? answer
                : answer.with("requestid", JsonNumber.of(new ObjectNumber(request).value()));
    }
}
