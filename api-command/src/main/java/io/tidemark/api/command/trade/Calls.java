package io.tidemark.api.command.trade;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.forms.Answers;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.threads.Notes;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.List;

/// Telephone calls (command API 2.11, 3.8). Thread-safe.
///
/// @param desk finds and saves
record Calls(ObjectDesk desk) {
    private static final TypeId CALL = new TypeId("call");
    private static final String NOTE = "note";
    private static final Patch ENDED = CommandObjectType.decided(JsonObject.EMPTY.with("isended", JsonNumber.ONE));

    List<Command> all() {
        return List.of(
                new NamedCommand("GetMyPendingCalls", this::pending),
                new NamedCommand("CreateCall", this::create),
                new NamedCommand("EndCall", this::end),
                new NamedCommand("RegisterCall", this::register));
    }

    private CommandType type() {
        return desk.type(CALL.value());
    }

    private CommandResult pending(Caller caller, Inputs inputs) {
        TermRange mine = TermRange.of("userid", Terms.value(caller.user().value()));
        List<StoredObject> calls = desk.read(caller, tx -> ObjectDesk.shown(tx, type(), mine)).stream()
                .filter(call -> CommandObjectType.holds(call.body(), "isended", "0"))
                .toList();
        return new ObjectResult(caller).objects("calls", type(), calls);
    }

    /// For the user who is named, in the input or in the call, or else the current one.
    private CommandResult create(Caller caller, Inputs inputs) {
        long named = inputs.number("userid") != 0 ? inputs.number("userid") : inputs.numberIn("call", "userid");
        JsonObject content = inputs.set("call")
                .with("id", JsonNumber.ZERO)
                .with("userid", JsonNumber.of(named == 0 ? caller.user().value() : named));
        StoredObject call = desk.save(
                caller,
                inputs,
                "CreateCall",
                type(),
                saving -> saving.create(CALL, CommandObjectType.said(content), Patch.NOTHING));
        return new ObjectResult(caller).object("call", type(), call);
    }

    private CommandResult end(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type(), inputs.number("callid"));
        JsonObject content = JsonObject.EMPTY.with("duration", JsonNumber.of(inputs.number("duration")));
        JsonObject said = inputs.optionalText("note").isPresent()
                ? content.with(NOTE, new JsonText(inputs.text("note")))
                : content;
        desk.save(caller, inputs, "EndCall", type(), saving -> {
            Current call = saving.get(CALL, number);
            if (inputs.given("answer")) {
                new Answers(desk).keep(saving, inputs, "answer", "call", number.value());
            }
            Current ended = saving.change(call, CommandObjectType.said(said), ENDED);
            postNote(saving, call, ended);
            return ended;
        });
        return new ObjectResult(caller);
    }

    /// Who ends a call a second time with the same note has said nothing new.
    private void postNote(Saving saving, Current before, Current ended) {
        String note = ObjectDesk.text(CommandObjectType.object(ended.fields()), NOTE);
        boolean isNew = !note.equals(ObjectDesk.text(CommandObjectType.object(before.fields()), NOTE));
        if (isNew && !note.isBlank()) {
            Notes.post(saving, type(), ended, CALL.value(), note);
        }
    }

    private CommandResult register(Caller caller, Inputs inputs) {
        JsonObject content = JsonObject.EMPTY
                .with("id", JsonNumber.ZERO)
                .with("phonenumber", new JsonText(inputs.text("phonenumber")))
                .with("incoming", inputs.yes("incoming") ? JsonNumber.ONE : JsonNumber.ZERO)
                .with("calldate", inputs.value("calldate"))
                .with("calltime", inputs.value("calltime"))
                .with("duration", JsonNumber.of(inputs.number("duration")))
                .with("userid", JsonNumber.of(caller.user().value()));
        desk.save(
                caller,
                inputs,
                "RegisterCall",
                type(),
                saving -> saving.create(CALL, CommandObjectType.said(content), ENDED));
        return new ObjectResult(caller);
    }
}
