package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;

/// `CreateUpdate…By…Number`: saves the object that has the number which people use; when there is none, creates one
/// with it. The id is ignored; of several with one number the first is changed (command API 3). Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param field the name of the input, and of the output
/// @param numberField the object's field with the number, one of the type's lookups
/// @param desk saves
public record SaveByTerm(String name, CommandType type, String field, String numberField, ObjectDesk desk)
        implements Command {
    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        return new ObjectResult(caller).object(field, type, save(desk, caller, inputs, name, type, field, numberField));
    }

    /// Saves such an object, for a command that answers in another way.
    public static StoredObject save(
            ObjectDesk desk,
            Caller caller,
            Inputs inputs,
            String name,
            CommandType type,
            String field,
            String numberField) {
        JsonObject sent = inputs.set(field);
        String number = switch (sent.get(numberField).orElse(JsonText.EMPTY)) {
            case JsonText(String text) when !text.isBlank() -> text;
            case JsonNumber(String digits) -> digits;
            default -> throw CommandException.missing(numberField);
        };
        TypeId id = new TypeId(type.name());
        TermRange range = TermRange.of(Terms.name(numberField), Terms.value(number));
        Patch said = CommandObjectType.said(sent.without(type.key().orElseThrow()));
        return desk.save(
                caller,
                inputs,
                name,
                type,
                saving -> saving.save(new Save(
                        id,
                        saving.stored().found(id, range, 1).stream()
                                .map(hit -> hit.number())
                                .findFirst()
                                .orElse(null),
                        said)));
    }
}
