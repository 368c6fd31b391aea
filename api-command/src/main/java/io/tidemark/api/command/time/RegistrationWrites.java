package io.tidemark.api.command.time;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.time.Registrations;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.util.List;

/// Writing time registrations (command API 3.5). Thread-safe.
final class RegistrationWrites {
    /// The first version of the update command that writes approval and locks.
    private static final long ADMINISTERING_VERSION = 2;

    private static final String ENTRY = "registrationentry";

    private final ObjectDesk desk;
    private final CommandType type;

    RegistrationWrites(ObjectDesk desk) {
        this.desk = desk;
        this.type = desk.type(ENTRY);
    }

    List<Command> all() {
        return List.of(
                new Add(this),
                new NamedCommand("UpdateRegistration", this::update),
                new NamedCommand("DeleteRegistrationByID", this::delete),
                new NamedCommand("ClearRegistrationByDate", this::clear),
                new NamedCommand("ApproveRegistration", this::approve),
                new NamedCommand("CloseRegistrationsByDate", this::close),
                new NamedCommand("MarkRegistrationsAsInvoiced", this::markInvoiced));
    }

    /// Adds a registration. A refusal says so twice: as every command does, and by the id 0. Thread-safe.
    private record Add(RegistrationWrites writes) implements Command {
        @Override
        public String name() {
            return "AddRegistration";
        }

        @Override
        public JsonObject outputsOfFailure() {
            return JsonObject.EMPTY.with("id", JsonNumber.ZERO);
        }

        @Override
        public CommandResult run(Caller caller, Inputs inputs) {
            JsonObject sent = inputs.set(ENTRY);
            StoredObject added = writes.save(
                    caller, inputs, name(), saving -> Registrations.add(saving, sent, Registrations.Origin.HAND));
            return withId(caller, added).object(ENTRY, writes.type, added);
        }
    }

    private StoredObject save(Caller caller, Inputs inputs, String call, SavingWork work) {
        return desk.save(caller, inputs, call, type, work);
    }

    private static ObjectResult withId(Caller caller, StoredObject saved) {
        return new ObjectResult(caller).value("id", JsonNumber.of(saved.number().value()));
    }

    private CommandResult update(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type, inputs.numberIn(ENTRY, "id"));
        boolean administers = inputs.number("version") >= ADMINISTERING_VERSION;
        StoredObject updated = save(
                caller,
                inputs,
                "UpdateRegistration",
                saving -> Registrations.update(saving, number, inputs.set(ENTRY), administers));
        return withId(caller, updated);
    }

    private CommandResult delete(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type, inputs.number("registrationentryid"));
        save(caller, inputs, "DeleteRegistrationByID", saving -> Registrations.delete(saving, number));
        return new ObjectResult(caller);
    }

    private CommandResult clear(Caller caller, Inputs inputs) {
        long user = RegistrationLists.user(caller, inputs);
        save(
                caller,
                inputs,
                "ClearRegistrationByDate",
                saving -> Registrations.clear(saving, user, inputs.date("date")));
        return new ObjectResult(caller);
    }

    private CommandResult approve(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type, inputs.number("registrationid"));
        long approver = inputs.number("userid");
        save(caller, inputs, "ApproveRegistration", saving -> Registrations.approve(saving, number, approver));
        return new ObjectResult(caller);
    }

    private CommandResult close(Caller caller, Inputs inputs) {
        long user = RegistrationLists.user(caller, inputs);
        StoredObject sheet = save(
                caller,
                inputs,
                "CloseRegistrationsByDate",
                saving -> Registrations.close(saving, user, inputs.date("date")));
        long state = Told.number(CommandObjectType.object(sheet), "state");
        return new ObjectResult(caller).value("state", JsonNumber.of(state));
    }

    private CommandResult markInvoiced(Caller caller, Inputs inputs) {
        List<ObjectNumber> numbers = inputs.numbers("registrationids").stream()
                .map(number -> ObjectDesk.number(type, number))
                .toList();
        if (!numbers.isEmpty()) {
            save(caller, inputs, "MarkRegistrationsAsInvoiced", saving -> Registrations.invoice(saving, numbers));
        }
        return new ObjectResult(caller);
    }
}
