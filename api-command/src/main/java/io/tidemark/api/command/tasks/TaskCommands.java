package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.forms.Answers;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectCommands;
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
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.List;
import java.util.Optional;

/// The commands over tasks. Thread-safe.
public final class TaskCommands {
    private static final TypeId TODO = new TypeId("todo");
    private static final TypeId TOOL = new TypeId("tool");
    private static final String NUMBER = "number";

    /// The tag of a note that is given when a task is closed (command API 3.1).
    private static final String SOLUTION = "solution";

    /// The tag of a note that says what a save changed, and the input that asks for it (command API 3.1).
    private static final String CHANGE_NOTE = "changenote";

    private final ObjectDesk desk;
    private final CommandType todo;
    private final Answers answers;

    /// @param desk finds and saves
    public TaskCommands(ObjectDesk desk) {
        this.desk = desk;
        this.todo = desk.type("todo");
        this.answers = new Answers(desk);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                ObjectCommands.changes("GetTodosByLastChange", "todo", "todos", new TodoFilter(desk), desk),
                new NamedCommand("CreateUpdateTodo", this::save),
                new NamedCommand("CreateUpdateTodoByTodoNumber", this::saveByNumber),
                new NamedCommand("CreateTodoByTemplateID", this::saveByTemplate),
                new NamedCommand("CloseTodoByID", this::close),
                new NamedCommand("GetTodoLogByID", new TaskLog(desk)::run));
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        long number = inputs.numberIn("todo", "id");
        Patch said = CommandObjectType.said(inputs.set("todo").without("id"));
        return saved(
                caller,
                inputs,
                "CreateUpdateTodo",
                saving -> number == 0
                        ? saving.create(TODO, said, Patch.NOTHING)
                        : changed(saving, ObjectDesk.number(todo, number), said, inputs.yes(CHANGE_NOTE)));
    }

    private CommandResult saveByNumber(Caller caller, Inputs inputs) {
        JsonObject sent = inputs.set("todo");
        String number = switch (sent.get(NUMBER).orElse(JsonText.EMPTY)) {
            case JsonText(String text) when !text.isBlank() -> text;
            case JsonNumber(String digits) -> digits;
            default -> throw CommandException.missing(NUMBER);
        };
        TermRange range = TermRange.of(Terms.name(NUMBER), Terms.value(number));
        Patch said = CommandObjectType.said(sent.without("id"));
        return saved(caller, inputs, "CreateUpdateTodoByTodoNumber", saving -> {
            Optional<ObjectNumber> found = saving.stored().found(TODO, range, 1).stream()
                    .map(hit -> hit.number())
                    .findFirst();
            return found.map(id -> changed(saving, id, said, inputs.yes(CHANGE_NOTE)))
                    .orElseGet(() -> saving.create(TODO, said, Patch.NOTHING));
        });
    }

    /// @param tells whether a note says what has changed
    private Current changed(Saving saving, ObjectNumber number, Patch said, boolean tells) {
        Current before = saving.get(TODO, number);
        Current after = saving.change(before, said, Patch.NOTHING);
        if (tells) {
            new TaskChanges(saving.stored(), desk.types())
                    .between(CommandObjectType.object(before.fields()), CommandObjectType.object(after.fields()))
                    .ifPresent(changes -> Notes.post(saving, todo, after, CHANGE_NOTE, changes));
        }
        return after;
    }

    private CommandResult saved(Caller caller, Inputs inputs, String call, Making making) {
        long tool = inputs.number("toolid");
        StoredObject saved = desk.save(caller, inputs, call, todo, saving -> {
            Current made = making.in(saving);
            if (tool != 0) {
                CommandType type = desk.type("tool");
                Current equipment =
                        saving.find(TOOL, ObjectDesk.number(type, tool)).orElseThrow(() -> ObjectDesk.notThere(type));
                saving.change(
                        equipment,
                        CommandObjectType.said(JsonObject.EMPTY),
                        CommandObjectType.decided(JsonObject.EMPTY.with(
                                "todoid", JsonNumber.of(saving.number(made).value()))));
            }
            return made;
        });
        return new ObjectResult(caller).object("todo", todo, saved);
    }

    /// Makes or changes a task.
    private interface Making {
        Current in(Saving saving);
    }

    private CommandResult saveByTemplate(Caller caller, Inputs inputs) {
        long id = inputs.number("templateid");
        JsonObject template = desk.read(caller, tx -> ObjectDesk.find(tx, desk.type("todotemplate"), id))
                .map(CommandObjectType::object)
                .orElseThrow(() -> new CommandException(CommandError.NOT_FOUND, "There is no template with this id."));
        JsonObject task = JsonObject.EMPTY;
        for (String field : List.of("title", "description", "workareaid")) {
            task = task.with(field, template.get(field).orElse(JsonText.EMPTY));
        }
        if (inputs.optionalText("title").isPresent()) {
            task = task.with("title", new JsonText(inputs.text("title")));
        }
        if (inputs.number("customerid") != 0) {
            task = task.with("customerid", JsonNumber.of(inputs.number("customerid")));
        }
        Patch said = CommandObjectType.said(task);
        return saved(caller, inputs, "CreateTodoByTemplateID", saving -> saving.create(TODO, said, Patch.NOTHING));
    }

    /// A task that may not be closed from outside comes back open: that is no failure (command API 3.1).
    private CommandResult close(Caller caller, Inputs inputs) {
        long stateId = inputs.number("stateid");
        boolean closes = desk.read(caller, tx -> ObjectDesk.find(tx, desk.type("todostate"), stateId))
                .filter(state -> CommandObjectType.holds(state.body(), "isclosed", "1"))
                .isPresent();
        if (!closes) {
            throw CommandException.badValue("stateid", "must be a state that closes tasks; see GetTodoStates.");
        }
        ObjectNumber number = ObjectDesk.number(todo, inputs.number("todoid"));
        StoredObject closed = desk.save(caller, inputs, "CloseTodoByID", todo, saving -> {
            Current task = saving.get(TODO, number);
            if (inputs.given("answer")) {
                answers.keep(saving, inputs, "answer", "todo", number.value());
            }
            String solution = ObjectDesk.text(inputs.set("note"), "text");
            if (!solution.isBlank()) {
                Notes.post(saving, todo, task, SOLUTION, solution);
            }
            return ObjectDesk.number(CommandObjectType.object(task.fields()), "canclose") == 0
                    ? task
                    : saving.change(
                            task,
                            CommandObjectType.said(JsonObject.EMPTY.with("stateid", JsonNumber.of(stateId))),
                            Patch.NOTHING);
        });
        return new ObjectResult(caller).object("todo", todo, closed);
    }
}
