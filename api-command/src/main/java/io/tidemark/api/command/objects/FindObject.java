package io.tidemark.api.command.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// `Get…ByID`: a collection of the object with a number, or an empty one: not to find something is no failure
/// (command API 1.3). Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param idInput the input that holds the number
/// @param storage where the objects are
record FindObject(String name, CommandType type, String idInput, Storage storage) implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        long number = inputs.number(idInput);
        Optional<StoredObject> found = number < 1
                ? Optional.empty()
                : storage.<Optional<StoredObject>>read(
                        caller.account().id(),
                        tx -> tx.object(new ObjectNumber(number))
                                .filter(object -> !object.deleted()
                                        && object.key().type().value().equals(type.name())));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.writeBytes(("{\"status\":1,\"" + type.plural() + "\":[").getBytes(UTF_8));
        found.ifPresent(object -> new SentText(type, caller.account().zone(), caller.user()).present(result, object));
        result.writeBytes("]}".getBytes(UTF_8));
        return result::writeTo;
    }
}
