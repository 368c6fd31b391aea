package io.tidemark.api.command.trade;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;

/// Writing down which products were used (command API 3.4). Thread-safe.
///
/// @param desk saves
record ProductUse(ObjectDesk desk) {
    private static final TypeId USE = new TypeId("todoitem");
    private static final String OUTPUT = "productuse";
    private static final String PRICE = "price";

    List<Command> all() {
        return List.of(
                new NamedCommand("CreateUpdateProductUse", this::save),
                new NamedCommand("DeleteProductUseByID", this::delete));
    }

    private CommandType type() {
        return desk.type(USE.value());
    }

    /// A new one is of a task or of equipment; what the client leaves out comes from the product and the user.
    private CommandResult save(Caller caller, Inputs inputs) {
        JsonObject sent = inputs.set(OUTPUT);
        long number = inputs.numberIn(OUTPUT, "id");
        boolean nowhere = inputs.numberIn(OUTPUT, "todoid") == 0 && inputs.numberIn(OUTPUT, "toolid") == 0;
        if (number == 0 && nowhere) {
            throw CommandException.missing("todoid");
        }
        JsonObject content = number == 0 ? completed(sent.without("id"), caller, inputs) : sent.without("id");
        StoredObject saved = desk.save(
                caller,
                inputs,
                "CreateUpdateProductUse",
                type(),
                saving -> saving.save(new Save(
                        USE, number == 0 ? null : ObjectDesk.number(type(), number), CommandObjectType.said(content))));
        return new ObjectResult(caller).object(OUTPUT, type(), saved);
    }

    private JsonObject completed(JsonObject sent, Caller caller, Inputs inputs) {
        JsonObject content = sent;
        if (content.get("userid").isEmpty()) {
            content = content.with("userid", JsonNumber.of(caller.user().value()));
        }
        long product = inputs.numberIn(OUTPUT, "productid");
        JsonObject known = desk.read(caller, tx -> ObjectDesk.find(tx, desk.type("product"), product))
                .map(CommandObjectType::object)
                .orElse(JsonObject.EMPTY);
        if (content.get(PRICE).isEmpty()) {
            Optional<JsonValue> own = desk.read(caller, tx -> Prices.of(tx, product, company(tx, inputs)));
            content = own.isPresent() ? content.with(PRICE, own.get()) : content;
        }
        for (String field : List.of("productnumber", "title", "unit", PRICE, "costprice")) {
            if (content.get(field).isEmpty() && known.get(field).isPresent()) {
                content = content.with(field, known.get(field).get());
            }
        }
        return content;
    }

    /// The company of the task, or else the one that the equipment is at; 0 if there is none.
    private long company(ReadTransaction tx, Inputs inputs) {
        long ofTask = ObjectDesk.find(tx, desk.type("todo"), inputs.numberIn(OUTPUT, "todoid"))
                .map(todo -> ObjectDesk.number(todo, "customerid"))
                .orElse(0L);
        return ofTask != 0
                ? ofTask
                : ObjectDesk.find(tx, desk.type("tool"), inputs.numberIn(OUTPUT, "toolid"))
                        .map(tool -> ObjectDesk.number(tool, "custref"))
                        .orElse(0L);
    }

    private CommandResult delete(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type(), inputs.number("productuseid"));
        Patch hidden = CommandObjectType.decided(JsonObject.EMPTY.with("isdeleted", JsonNumber.ONE));
        desk.save(
                caller,
                inputs,
                "DeleteProductUseByID",
                type(),
                saving -> saving.change(saving.get(USE, number), Patch.NOTHING, hidden));
        return new ObjectResult(caller);
    }
}
