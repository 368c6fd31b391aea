package io.tidemark.api.command.equipment;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.settings.AppSettings;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commands over equipment. Thread-safe.
///
/// A piece of equipment is at one company at most (`custref`), attached to one task at most (`todoid`), and carried
/// by one user at most (`userid`).
public final class EquipmentCommands {
    private static final TypeId TOOL = new TypeId("tool");
    private static final String TOOLS = "tools";

    /// Names that clients use for fields in `GetToolsByField`, beside the fields' own (Q13).
    private static final Map<String, String> INTERNAL_NAMES =
            Map.of("customerid", "custref", "typeid", "groupid", "toolnumber", "number");

    private static final Set<String> FIELDS = Set.of(
            "custref", "groupid", "stateid", "userid", "todoid", "parentid", "number", "serialnumber", "barcode");

    private final ObjectDesk desk;
    private final CommandType tool;

    /// @param desk finds and saves
    public EquipmentCommands(ObjectDesk desk) {
        this.desk = desk;
        this.tool = desk.type("tool");
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                ObjectCommands.changes("GetToolsByLastChange", "tool", TOOLS, new ToolFilter(desk), desk),
                new NamedCommand("GetToolsByField", this::byField),
                new NamedCommand("GetToolsByTodoID", this::byTodo),
                new NamedCommand("GetMyTools", this::mine),
                new NamedCommand("GetToolTypes", this::types),
                new NamedCommand("CreateUpdateTool", this::save),
                new NamedCommand("ToolAttachToCustomer", this::attachToCustomer),
                new NamedCommand("ToolAttachToTodo", this::attachToTodo));
    }

    /// A known tool that is unchanged is left out, so that absence never means deletion; a hidden one is told, as
    /// such, to an app that knows it.
    private CommandResult byField(Caller caller, Inputs inputs) {
        String named = inputs.text("field").strip().toLowerCase(java.util.Locale.ROOT);
        String field = INTERNAL_NAMES.getOrDefault(named, named);
        if (!FIELDS.contains(field)) {
            throw CommandException.badValue(
                    "field",
                    "must be one of "
                            + String.join(", ", FIELDS.stream().sorted().toList()) + ".");
        }
        TermRange range = TermRange.of(field, Terms.value(inputs.text("value")));
        KnownTools known = KnownTools.of(inputs, caller.account().zone());
        return new ObjectResult(caller)
                .objects(
                        TOOLS, tool, wanted(desk.read(caller, tx -> ObjectDesk.found(tx, tool, range)), known, caller));
    }

    private List<StoredObject> wanted(List<StoredObject> found, KnownTools known, Caller caller) {
        return found.stream()
                .filter(object -> ObjectDesk.isShown(tool, object) || known.has(object))
                .filter(object -> !known.isCurrent(object, caller.receivedAt()))
                .toList();
    }

    /// What is attached to the task, and what its company has.
    private CommandResult byTodo(Caller caller, Inputs inputs) {
        long todoId = inputs.number("todoid");
        KnownTools known = KnownTools.of(inputs, caller.account().zone());
        List<StoredObject> found = desk.read(caller, tx -> {
            Map<ObjectNumber, StoredObject> tools = new LinkedHashMap<>();
            ObjectDesk.find(tx, desk.type("todo"), todoId).ifPresent(todo -> {
                put(tools, ObjectDesk.found(tx, tool, TermRange.of("todoid", Terms.value(todoId))));
                long customer = ObjectDesk.number(todo, "customerid");
                if (customer != 0) {
                    put(tools, ObjectDesk.found(tx, tool, TermRange.of("custref", Terms.value(customer))));
                }
            });
            return List.copyOf(tools.values());
        });
        return new ObjectResult(caller).objects(TOOLS, tool, wanted(found, known, caller));
    }

    private static void put(Map<ObjectNumber, StoredObject> tools, List<StoredObject> found) {
        found.forEach(object -> tools.put(object.number(), object));
    }

    private CommandResult mine(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of("userid", Terms.value(caller.user().value()));
        return new ObjectResult(caller)
                .objects(TOOLS, tool, desk.read(caller, tx -> ObjectDesk.shown(tx, tool, range)));
    }

    private CommandResult types(Caller caller, Inputs inputs) {
        CommandType type = desk.type("tooltype");
        return new ObjectResult(caller)
                .objects("types", type, desk.read(caller, tx -> ObjectDesk.all(tx, type)))
                .value("classes", desk.read(caller, tx -> AppSettings.set(tx, desk, "toolclasses")));
    }

    /// A new tool is carried by the user who makes it, unless `noactivate` says otherwise.
    private CommandResult save(Caller caller, Inputs inputs) {
        JsonObject sent = inputs.set("tool");
        long number = inputs.numberIn("tool", "id");
        JsonObject decided = JsonObject.EMPTY;
        if (number == 0 && !inputs.yes("noactivate") && sent.get("userid").isEmpty()) {
            decided = decided.with("userid", JsonNumber.of(caller.user().value()));
        }
        if (inputs.given("attachto")) {
            long todo = todoToAttachTo(inputs);
            needed(caller, "todo", todo);
            decided = decided.with("todoid", JsonNumber.of(todo));
        }
        Patch content = CommandObjectType.said(sent.without("id")).and(CommandObjectType.decided(decided));
        Save save = new Save(TOOL, number == 0 ? null : ObjectDesk.number(tool, number), content);
        return new ObjectResult(caller)
                .object("tool", tool, desk.save(caller, inputs, "CreateUpdateTool", tool, saving -> saving.save(save)));
    }

    private long todoToAttachTo(Inputs inputs) {
        JsonObject object = inputs.set("attachto");
        boolean isTodo = object.get("objecttype")
                .filter(word -> word instanceof io.tidemark.protocol.tree.JsonText(String text)
                        && desk.types()
                                .named(text)
                                .filter(type -> type.name().equals("todo"))
                                .isPresent())
                .isPresent();
        if (!isTodo) {
            throw CommandException.badValue(
                    "attachto", "must name a todo: equipment is attached to nothing else here.");
        }
        return inputs.numberIn("attachto", "objectid");
    }

    private CommandResult attachToCustomer(Caller caller, Inputs inputs) {
        return attach(caller, inputs, "ToolAttachToCustomer", "custref", "customer", "customerid");
    }

    private CommandResult attachToTodo(Caller caller, Inputs inputs) {
        return attach(caller, inputs, "ToolAttachToTodo", "todoid", "todo", "todoid");
    }

    /// An object that there must be.
    private void needed(Caller caller, String name, long number) {
        CommandType type = desk.type(name);
        if (desk.read(caller, tx -> ObjectDesk.find(tx, type, number)).isEmpty()) {
            throw ObjectDesk.notThere(type);
        }
    }

    /// 0 detaches.
    private CommandResult attach(
            Caller caller, Inputs inputs, String call, String field, String target, String targetInput) {
        long number = inputs.number(targetInput);
        if (number != 0) {
            needed(caller, target, number);
        }
        Patch patch = CommandObjectType.said(JsonObject.EMPTY.with(field, JsonNumber.of(number)));
        ObjectNumber which = ObjectDesk.number(tool, inputs.number("toolid"));
        desk.save(caller, inputs, call, tool, saving -> saving.change(saving.get(TOOL, which), patch, Patch.NOTHING));
        return new ObjectResult(caller);
    }
}
