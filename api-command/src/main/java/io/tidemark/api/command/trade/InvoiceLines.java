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
import io.tidemark.catalog.command.OpenLineConduct;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.List;

/// Invoices and what is to be invoiced (command API 3.8, 4). Thread-safe.
///
/// @param desk finds and saves
record InvoiceLines(ObjectDesk desk) {
    private static final TypeId LINE = new TypeId("invoiceline");
    private static final TypeId INVOICE = new TypeId("invoice");
    private static final Patch HIDDEN = decided("isdeleted");

    List<Command> all() {
        return List.of(
                new NamedCommand("GetPendingInvoiceLines", this::pending),
                new NamedCommand("GetInvoiceLinesByInvoiceID", this::ofInvoice),
                new NamedCommand("AddInvoiceLine", this::add),
                new NamedCommand("CreateUpdateInvoiceLineByID", this::save),
                new NamedCommand("DeleteInvoiceLineByID", this::delete),
                new NamedCommand("MarkInvoiceLinesAsProcessed", this::mark),
                new NamedCommand("CreateUpdateInvoice", this::saveInvoice));
    }

    private static Patch decided(String flag) {
        return CommandObjectType.decided(JsonObject.EMPTY.with(flag, JsonNumber.ONE));
    }

    private CommandType type() {
        return desk.type(LINE.value());
    }

    /// Those that are on no invoice and were not processed.
    private CommandResult pending(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of(OpenLineConduct.PENDING, Terms.value(1));
        List<StoredObject> lines = desk.read(caller, tx -> ObjectDesk.shown(tx, type(), range));
        return new ObjectResult(caller).objects("invoicelines", type(), lines);
    }

    private CommandResult ofInvoice(Caller caller, Inputs inputs) {
        TermRange range = TermRange.of("invoiceid", Terms.value(inputs.number("invoiceid")));
        return new ObjectResult(caller)
                .objects("invoicelines", type(), desk.read(caller, tx -> ObjectDesk.shown(tx, type(), range)));
    }

    private CommandResult add(Caller caller, Inputs inputs) {
        Patch said = CommandObjectType.said(inputs.set("invoiceline").without("id"));
        desk.save(caller, inputs, "AddInvoiceLine", type(), saving -> saving.create(LINE, said, Patch.NOTHING));
        return new ObjectResult(caller);
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        long number = inputs.numberIn("invoiceline", "id");
        Patch said = CommandObjectType.said(inputs.set("invoiceline").without("id"));
        StoredObject line = desk.save(
                caller,
                inputs,
                "CreateUpdateInvoiceLineByID",
                type(),
                saving -> number == 0
                        ? saving.create(LINE, said, Patch.NOTHING)
                        : saving.change(open(saving, ObjectDesk.number(type(), number)), said, Patch.NOTHING));
        return new ObjectResult(caller).object("invoiceline", type(), line);
    }

    private CommandResult delete(Caller caller, Inputs inputs) {
        ObjectNumber number = ObjectDesk.number(type(), inputs.number("invoicelineid"));
        desk.save(
                caller,
                inputs,
                "DeleteInvoiceLineByID",
                type(),
                saving -> saving.change(open(saving, number), Patch.NOTHING, HIDDEN));
        return new ObjectResult(caller);
    }

    /// A line that an invoicing system has processed stays as it is.
    private static Current open(Saving saving, ObjectNumber number) {
        Current line = saving.get(LINE, number);
        if (ObjectDesk.number(CommandObjectType.object(line.fields()), "isprocessed") == 1) {
            throw saving.refusal(
                    ErrorCode.RULE_FORBIDS, "This line was processed and cannot be changed. Add another line instead.");
        }
        return line;
    }

    /// Lines that are not there are passed over, so that a repeated call does the rest.
    private CommandResult mark(Caller caller, Inputs inputs) {
        JsonObject said = inputs.optionalText("ordernumber").isPresent()
                ? JsonObject.EMPTY.with("ordernumber", new JsonText(inputs.text("ordernumber")))
                : JsonObject.EMPTY;
        desk.change(
                caller,
                "MarkInvoiceLinesAsProcessed",
                saving -> inputs.numbers("invoicelineids").stream()
                        .filter(number -> number > 0)
                        .flatMap(number -> saving.find(LINE, new ObjectNumber(number)).stream())
                        .forEach(line -> saving.change(line, CommandObjectType.said(said), decided("isprocessed"))));
        return new ObjectResult(caller);
    }

    private CommandResult saveInvoice(Caller caller, Inputs inputs) {
        CommandType invoice = desk.type(INVOICE.value());
        long number = inputs.numberIn("invoice", "id");
        Patch said = CommandObjectType.said(inputs.set("invoice").without("id"));
        StoredObject saved = desk.save(
                caller,
                inputs,
                "CreateUpdateInvoice",
                invoice,
                saving ->
                        saving.save(new Save(INVOICE, number == 0 ? null : ObjectDesk.number(invoice, number), said)));
        return new ObjectResult(caller).object("invoice", invoice, saved);
    }
}
