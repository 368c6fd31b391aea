package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.List;
import java.util.Optional;

/// The commands over pools of tasks (command API 4). Thread-safe.
public final class PoolCommands {
    private static final TypeId POOL = new TypeId("workpool");
    private static final TypeId ENTRY = new TypeId("workpoolentry");
    private static final TypeId TODO = new TypeId("todo");
    private static final String POOL_ID = "workpoolid";
    private static final String TODO_ID = "todoid";
    private static final String ENTRY_ID = "workpoolentryid";
    private static final String DELETED = "isdeleted";

    private final ObjectDesk desk;
    private final CommandType pool;
    private final CommandType entry;
    private final CommandType todo;

    /// @param desk finds and saves
    public PoolCommands(ObjectDesk desk) {
        this.desk = desk;
        this.pool = desk.type(POOL.value());
        this.entry = desk.type(ENTRY.value());
        this.todo = desk.type(TODO.value());
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetWorkpools", this::pools),
                new NamedCommand("CreateUpdateWorkpool", this::save),
                new NamedCommand("GetWorkpoolEntries", this::entries),
                new NamedCommand("AddTodoToWorkpool", this::put),
                new NamedCommand("DeleteWorkpoolEntryByID", this::remove));
    }

    private CommandResult pools(Caller caller, Inputs inputs) {
        return new ObjectResult(caller).objects("workpools", pool, desk.read(caller, tx -> ObjectDesk.all(tx, pool)));
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        return new ObjectResult(caller)
                .object("workpool", pool, desk.save(caller, inputs, "CreateUpdateWorkpool", pool, "workpool"));
    }

    private CommandResult entries(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of(POOL_ID, Terms.value(inputs.number(POOL_ID)));
        return new ObjectResult(caller)
                .objects("workpoolentries", entry, desk.read(caller, tx -> ObjectDesk.shown(tx, entry, range)));
    }

    /// A task that is in the pool already stays in it once.
    private CommandResult put(Caller caller, Inputs inputs) {
        long poolId = inputs.number(POOL_ID);
        long todoId = inputs.number(TODO_ID);
        long number = inputs.number(ENTRY_ID);
        Patch said = CommandObjectType.said(JsonObject.EMPTY
                .with(POOL_ID, JsonNumber.of(poolId))
                .with(TODO_ID, JsonNumber.of(todoId))
                .with(DELETED, JsonNumber.ZERO));
        return new ObjectResult(caller)
                .object("workpoolentry", entry, desk.save(caller, inputs, "AddTodoToWorkpool", entry, saving -> {
                    require(saving, pool, poolId);
                    require(saving, todo, todoId);
                    Optional<Current> known = number == 0
                            ? known(saving, poolId, todoId)
                            : Optional.of(saving.get(ENTRY, ObjectDesk.number(entry, number)));
                    return known.isPresent()
                            ? saving.change(known.get(), said, Patch.NOTHING)
                            : saving.create(ENTRY, said, Patch.NOTHING);
                }));
    }

    private static void require(Saving saving, CommandType type, long number) {
        if (saving.find(new TypeId(type.name()), ObjectDesk.number(type, number))
                .isEmpty()) {
            throw ObjectDesk.notThere(type);
        }
    }

    private static Optional<Current> known(Saving saving, long poolId, long todoId) {
        return saving.stored().found(ENTRY, TermRange.of(TODO_ID, Terms.value(todoId)), ObjectDesk.FOUND_MAX).stream()
                .map(TermHit::number)
                .flatMap(hit -> saving.find(ENTRY, hit).stream())
                .filter(found -> ObjectDesk.number(CommandObjectType.object(found.fields()), POOL_ID) == poolId)
                .findFirst();
    }

    private CommandResult remove(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(entry, inputs.number(ENTRY_ID));
        Patch gone = CommandObjectType.said(JsonObject.EMPTY.with(DELETED, JsonNumber.of(1)));
        desk.save(
                caller,
                inputs,
                "DeleteWorkpoolEntryByID",
                entry,
                saving -> saving.change(saving.get(ENTRY, number), gone, Patch.NOTHING));
        return new ObjectResult(caller);
    }
}
