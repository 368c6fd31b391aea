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
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;

/// What a product costs one company (command API 4). Where product or company is not there, nothing happens, and
/// that is no failure. Thread-safe.
///
/// @param desk saves
record Prices(ObjectDesk desk) {
    private static final TypeId PRICE = new TypeId("customerprice");

    List<Command> all() {
        return List.of(
                new NamedCommand("AssignIndividualPriceByProductNumber", this::assign),
                new NamedCommand("RemoveIndividualPriceByProductNumber", this::remove));
    }

    private CommandResult assign(Caller caller, Inputs inputs) {
        long price = inputs.number("price");
        product(caller, inputs)
                .ifPresent(product ->
                        desk.save(caller, inputs, "AssignIndividualPriceByProductNumber", type(), saving -> {
                            JsonObject content = JsonObject.EMPTY
                                    .with(
                                            "productid",
                                            JsonNumber.of(product.number().value()))
                                    .with("customerid", JsonNumber.of(inputs.number("customerid")))
                                    .with("price", JsonNumber.of(price));
                            Patch said = CommandObjectType.said(content);
                            Optional<Current> known = saving.find(key(product, inputs));
                            return known.isPresent()
                                    ? saving.change(known.get(), said, Patch.NOTHING)
                                    : saving.create(key(product, inputs), said, Patch.NOTHING);
                        }));
        return new ObjectResult(caller);
    }

    private CommandResult remove(Caller caller, Inputs inputs) {
        product(caller, inputs)
                .ifPresent(product -> desk.change(
                        caller,
                        "RemoveIndividualPriceByProductNumber",
                        saving -> saving.find(key(product, inputs)).ifPresent(saving::delete)));
        return new ObjectResult(caller);
    }

    /// What a product costs a company, if that has a price of its own.
    static Optional<JsonValue> of(ReadTransaction tx, long product, long customer) {
        return tx.object(key(product, customer))
                .filter(price -> !price.deleted())
                .flatMap(price -> CommandObjectType.object(price).get("price"));
    }

    private CommandType type() {
        return desk.type(PRICE.value());
    }

    /// One price for a product and a company, whoever assigns it.
    private static ObjectKey key(StoredObject product, Inputs inputs) {
        return key(product.number().value(), inputs.number("customerid"));
    }

    private static ObjectKey key(long product, long customer) {
        return new ObjectKey(PRICE, product + "-" + customer);
    }

    /// The product, if both it and the company are there.
    private Optional<StoredObject> product(Caller caller, Inputs inputs) {
        return desk.read(
                caller,
                tx -> ObjectDesk.find(tx, desk.type("customer"), inputs.number("customerid"))
                        .flatMap(customer -> ObjectDesk.shown(
                                        tx,
                                        desk.type("product"),
                                        TermRange.of("productnumber", Terms.value(inputs.text("productnumber"))))
                                .stream()
                                .findFirst()));
    }
}
