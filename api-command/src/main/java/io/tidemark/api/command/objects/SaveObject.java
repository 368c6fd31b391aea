package io.tidemark.api.command.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// `CreateUpdate…ByID`: saves an object and answers with it as it is stored afterwards; number 0, or none,
/// creates (command API 1.3). With `clientid`, a repeated save has one effect (Q6). Thread-safe.
///
/// @param name the command's name
/// @param type which objects; also the name of the input and of the output
/// @param storage where the users are
/// @param saver saves
record SaveObject(String name, CommandType type, Storage storage, Saver saver) implements Command {
    private static final String CLIENT_ID = "clientid";

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        JsonObject sent = inputs.set(type.name());
        String key = type.key().orElseThrow();
        long number = inputs.numberIn(type.name(), key);
        Save save = new Save(
                new TypeId(type.name()),
                number == 0 ? null : number(number),
                CommandObjectType.said(sent.without(key)));
        User actor = storage.<Optional<User>>read(caller.account().id(), tx -> tx.user(caller.user()))
                .orElseThrow();
        return switch (saver.save(caller.account(), actor, new SaveCall(name, inputs.optionalText(CLIENT_ID).orElse(null)), save)) {
            case Saved.Stored(StoredObject object, boolean _) -> result(object, caller);
            case Saved.NotThere(ObjectNumber _) -> throw notThere();
            case Saved.Refused(ErrorCode code, String sentence) -> throw refused(code, sentence);
        };
    }

    private ObjectNumber number(long number) {
        if (number < 1) {
            throw notThere();
        }
        return new ObjectNumber(number);
    }

    private CommandException notThere() {
        return new CommandException(CommandError.NOT_FOUND, "There is no " + type.name() + " with this id.");
    }

    private static RuntimeException refused(ErrorCode code, String sentence) {
        return code == ErrorCode.MALFORMED_REQUEST
                ? new CommandException(CommandError.MISSING_FIELD, sentence)
                : new SyncException(code, sentence);
    }

    private CommandResult result(StoredObject object, Caller caller) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.writeBytes(("{\"status\":1,\"" + type.name() + "\":").getBytes(UTF_8));
        new SentText(type, caller.account().zone(), caller.user()).present(result, object);
        result.write('}');
        return result::writeTo;
    }
}
