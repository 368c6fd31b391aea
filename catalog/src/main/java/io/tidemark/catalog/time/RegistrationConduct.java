package io.tidemark.catalog.time;

import io.tidemark.catalog.command.Conduct;
import io.tidemark.catalog.view.LocalTimes;
import io.tidemark.catalog.view.Told;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.time.LocalDate;

/// Registrations: a new one is its writer's and of today unless it says otherwise, its length is no debt, and what
/// it is on exists. One on a task waits for an invoice. Stateless.
public final class RegistrationConduct implements Conduct {
    /// Kept: 1 while the registration waits for an invoice.
    static final String TO_INVOICE = ".toinvoice";
    /// Kept: 1 when it stands on one.
    static final String INVOICED = ".invoiced";

    /// Nearly two years: more than anybody registers at once, and so little that sums stay numbers.
    private static final long MINUTES_MAX = 1_000_000;

    private static final TypeId INTERNAL = new TypeId("internalregistration");

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        long minutes = Told.number(after, "minutes");
        if (minutes < 0 || minutes > MINUTES_MAX) {
            throw new Unfit("The field minutes must be from 0 to " + MINUTES_MAX + ".");
        }
        if (Told.differ(before, after, "internalid") && !isThere(Told.number(after, "internalid"), context)) {
            throw new Unfit("The field internalid names no internal registration that is there.");
        }
        return before.members().isEmpty() ? begun(after, context) : after;
    }

    private static boolean isThere(long number, RuleContext context) {
        return number == 0
                || (number > 0
                        && context.transaction()
                                .object(new ObjectNumber(number))
                                .filter(object ->
                                        !object.deleted() && object.key().type().equals(INTERNAL))
                                .isPresent());
    }

    private static JsonObject begun(JsonObject registration, RuleContext context) {
        JsonObject begun = registration;
        if (Told.number(begun, "userid") == 0) {
            begun = begun.with("userid", JsonNumber.of(context.actor().id().value()));
        }
        if (Told.text(begun, "date").isEmpty()) {
            begun = begun.with("date", LocalTimes.date(LocalDate.ofInstant(context.now(), context.zone())));
        }
        return begun.with(TO_INVOICE, Told.flag(Told.number(begun, "todoid") != 0));
    }
}
