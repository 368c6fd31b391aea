package io.tidemark.api.command.trade;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.objects.SaveByTerm;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import java.util.List;
import java.util.function.Function;

/// Products, which tell whoever asks whether they are favourites (command API 2.5, 3.4, 4). Thread-safe.
///
/// @param desk finds and saves
/// @param favorites what callers have used
record Products(ObjectDesk desk, Favorites favorites) {
    private static final String OUTPUT = "product";
    private static final String NUMBER = "productnumber";

    List<Command> all() {
        return List.of(
                ObjectCommands.changes(
                        "GetProductsByLastChange", OUTPUT, "products", new ProductFilter(favorites), desk),
                new NamedCommand("GetProductByID", this::byId),
                new NamedCommand("GetProductByProductNumber", this::byNumber),
                new NamedCommand("CreateUpdateProductByID", this::save),
                new NamedCommand("CreateUpdateProductByProductNumber", this::saveByNumber));
    }

    private CommandType type() {
        return desk.type(OUTPUT);
    }

    private CommandResult byId(Caller caller, Inputs inputs) {
        return found(
                caller,
                tx -> ObjectDesk.find(tx, type(), inputs.number("productid")).stream()
                        .toList());
    }

    private CommandResult byNumber(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of(NUMBER, Terms.value(inputs.text(NUMBER)));
        return found(
                caller,
                tx -> ObjectDesk.shown(tx, type(), range).stream().limit(1).toList());
    }

    private CommandResult found(Caller caller, Function<ReadTransaction, List<StoredObject>> finding) {
        return desk.read(
                caller,
                tx -> new ObjectResult(caller).written("products", finding.apply(tx), favorites.presenter(caller, tx)));
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        return saved(caller, desk.save(caller, inputs, "CreateUpdateProductByID", type(), OUTPUT));
    }

    private CommandResult saveByNumber(Caller caller, Inputs inputs) {
        return saved(
                caller,
                SaveByTerm.save(desk, caller, inputs, "CreateUpdateProductByProductNumber", type(), OUTPUT, NUMBER));
    }

    private CommandResult saved(Caller caller, StoredObject product) {
        return desk.read(
                caller,
                tx -> new ObjectResult(caller)
                        .written(
                                OUTPUT,
                                out -> favorites
                                        .presenter(caller, tx)
                                        .present(
                                                out,
                                                product.number().value(),
                                                product.modifiedAt().toEpochMilli(),
                                                product.body())));
    }
}
