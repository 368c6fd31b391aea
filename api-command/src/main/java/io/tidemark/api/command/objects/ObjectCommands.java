package io.tidemark.api.command.objects;

import io.tidemark.api.command.Command;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import java.time.InstantSource;
import java.util.List;

/// The commands over objects that there are, by type. Stateless.
public final class ObjectCommands {
    private ObjectCommands() {}

    /// The commands.
    ///
    /// @param storage where the objects are
    /// @param clock the server's clock
    /// @param ids new identifiers
    public static List<Command> all(Storage storage, InstantSource clock, IdSource ids) {
        CommandTypes types = CommandTypes.standard();
        ObjectTypes known = ObjectTypes.of(types.all().stream()
                .filter(type -> type.key().isPresent())
                .map(type -> new CommandObjectType(types, type))
                .toList());
        Saver saver = new Saver(storage, known, clock, ids);
        ChangeLists lists = new ChangeLists(storage);
        CommandType customer = types.type("customer").orElseThrow();
        CommandType person = types.type("person").orElseThrow();
        CommandType product = types.type("product").orElseThrow();
        return List.of(
                new ListChanges("GetCustomersByLastChange", customer, storage, lists),
                new FindObject("GetCustomerByID", customer, "customerid", storage),
                new SaveObject("CreateUpdateCustomerByID", customer, storage, saver),
                new ListChanges("GetPersonsByLastChange", person, storage, lists),
                new FindObject("GetPersonByID", person, "personid", storage),
                new SaveObject("CreateUpdatePersonByID", person, storage, saver),
                new ListChanges("GetProductsByLastChange", product, storage, lists),
                new FindObject("GetProductByID", product, "productid", storage),
                new SaveObject("CreateUpdateProductByID", product, storage, saver));
    }
}
