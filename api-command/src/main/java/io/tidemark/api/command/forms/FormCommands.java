package io.tidemark.api.command.forms;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.settings.Copies;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;

/// The commands over question forms. Thread-safe.
public final class FormCommands {
    private static final String REQUESTS = "questionrequests";

    private final ObjectDesk desk;
    private final Answers answers;

    /// @param desk finds and saves
    public FormCommands(ObjectDesk desk) {
        this.desk = desk;
        this.answers = new Answers(desk);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetQuestionForms", this::forms),
                new NamedCommand("GetQuestionFormsAsHTML", this::formsAsHtml),
                new NamedCommand("GetPendingQuestionRequests", this::mine),
                new NamedCommand("GetPendingQuestionRequestsByTodoID", about("todo", "todoid")),
                new NamedCommand("GetPendingQuestionRequestsByCustomerID", about("customer", "customerid")),
                new NamedCommand("GetPendingQuestionRequestsByToolID", about("tools", "toolid")),
                new NamedCommand("AnswerQuestionRequest", this::answer));
    }

    private List<StoredObject> all(Caller caller) {
        return desk.read(caller, tx -> ObjectDesk.all(tx, desk.type("questionform")));
    }

    /// A form that the client has comes without its questions.
    private CommandResult forms(Caller caller, Inputs inputs) {
        Copies copies = Copies.of(inputs);
        List<JsonValue> forms =
                all(caller).stream().<JsonValue>map(form -> sent(form, copies)).toList();
        return new ObjectResult(caller).value("forms", new JsonArray(forms));
    }

    private static JsonObject sent(StoredObject stored, Copies copies) {
        JsonObject form = CommandObjectType.object(stored);
        JsonObject sent =
                JsonObject.EMPTY.with("id", JsonNumber.of(stored.number().value()));
        boolean known = copies.hold(stored.number().value(), ObjectDesk.text(form, "md5sum"));
        for (var field : form.members().entrySet()) {
            boolean bulky = field.getKey().equals("parts") || field.getKey().equals("flowcontrol");
            if (!field.getKey().startsWith(".") && !(bulky && known)) {
                sent = sent.with(field.getKey(), field.getValue());
            }
        }
        return sent;
    }

    private CommandResult formsAsHtml(Caller caller, Inputs inputs) {
        Copies copies = Copies.of(inputs);
        List<JsonValue> forms = all(caller).stream()
                .<JsonValue>map(stored -> {
                    JsonObject form = CommandObjectType.object(stored);
                    String md5sum = ObjectDesk.text(form, "md5sum");
                    JsonObject sent = JsonObject.EMPTY
                            .with("id", JsonNumber.of(stored.number().value()))
                            .with("md5sum", new JsonText(md5sum));
                    return copies.hold(stored.number().value(), md5sum)
                            ? sent
                            : sent.with("html", new JsonText(FormHtml.of(form)));
                })
                .toList();
        return new ObjectResult(caller).value("forms", new JsonArray(forms));
    }

    private CommandResult mine(Caller caller, Inputs inputs) {
        return pending(caller, TermRange.of("userid", Terms.value(caller.user().value())));
    }

    private java.util.function.BiFunction<Caller, Inputs, CommandResult> about(String word, String input) {
        return (caller, inputs) -> pending(
                caller, TermRange.of(Terms.name("objecttype", "objectid"), Terms.value(word, inputs.number(input))));
    }

    private CommandResult pending(Caller caller, TermRange range) {
        CommandType type = desk.type("questionrequest");
        List<StoredObject> requests = desk.read(caller, tx -> ObjectDesk.shown(tx, type, range)).stream()
                .filter(request -> CommandObjectType.holds(request.body(), "isanswered", "0"))
                .toList();
        return new ObjectResult(caller).objects(REQUESTS, type, requests);
    }

    private CommandResult answer(Caller caller, Inputs inputs) {
        Inputs whole = inputs.with("answer", completed(caller, inputs));
        StoredObject kept = desk.save(
                caller,
                inputs,
                "AnswerQuestionRequest",
                desk.type("questionrequest"),
                saving -> answers.keep(saving, whole, "answer", inputs.text("objecttype"), inputs.number("objectid")));
        JsonObject stored = CommandObjectType.object(kept);
        JsonObject sent = JsonObject.EMPTY;
        for (var field : desk.type("answer").fields()) {
            sent = sent.with(field.name(), stored.get(field.name()).orElse(field.start()));
        }
        return new ObjectResult(caller).value("answer", sent);
    }

    /// The answer with what the request that it names knows already.
    private JsonObject completed(Caller caller, Inputs inputs) {
        JsonObject answer = Answers.answering(inputs.set("answer"), inputs.number("questionrequestid"));
        long number = inputs.with("answer", answer).numberIn("answer", "requestid");
        CommandType type = desk.type("questionrequest");
        if (number == 0) {
            return answer;
        }
        JsonObject request = desk.read(caller, tx -> ObjectDesk.find(tx, type, number))
                .map(CommandObjectType::object)
                .orElseThrow(() -> ObjectDesk.notThere(type));
        boolean isAbout = answer.get("objecttype").isPresent() || inputs.given("objecttype");
        List<String> known = isAbout ? List.of("formid") : List.of("formid", "objecttype", "objectid");
        for (String field : known) {
            if (answer.get(field).isEmpty()) {
                answer = answer.with(field, request.get(field).orElseThrow());
            }
        }
        return answer;
    }
}
