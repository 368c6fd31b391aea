package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.own.OwnCommand;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;

/// Runs the commands that types of an account get (ADR 0027), each by what runs its pattern in the reference.
/// Stateless.
public final class OwnTypeCommands {
    private final ObjectDesk desk;

    /// @param desk what they work with
    public OwnTypeCommands(ObjectDesk desk) {
        this.desk = desk;
    }

    /// What runs a command.
    public Command of(OwnCommand own) {
        CommandType type = own.type();
        String name = own.description().name();
        String number = type.name() + "id";
        return switch (own.work()) {
            case CHANGES -> new ListChanges(name, type, type.plural(), ListFilter.NONE, desk);
            case FIND -> new FindObject(name, type, number, type.plural(), desk);
            case FIND_BY -> new FindByTerm(name, type, own.field(), own.field(), true, type.plural(), desk);
            case ALL_BY -> new FindByTerm(name, type, own.field(), own.field(), false, type.plural(), desk);
            case SAVE -> new SaveObject(name, type, type.name(), desk);
            case SAVE_BY -> new SaveByTerm(name, type, type.name(), own.field(), desk);
            case HIDE -> new Hide(name, type, number, own.field(), desk);
        };
    }

    /// `Delete…ByID`: the object stays, hidden. Thread-safe.
    ///
    /// @param input the input that says which object
    /// @param field the field that hides it
    private record Hide(String name, CommandType type, String input, String field, ObjectDesk desk) implements Command {
        @Override
        public CommandResult run(Caller caller, Inputs inputs) {
            ObjectNumber number = ObjectDesk.number(type, inputs.number(input));
            Patch hidden = CommandObjectType.decided(JsonObject.EMPTY.with(field, JsonNumber.ONE));
            Save save = new Save(new TypeId(type.name()), number, Patch.NOTHING, hidden);
            desk.save(caller, inputs, name, type, saving -> saving.save(save));
            return new ObjectResult(caller);
        }
    }
}
