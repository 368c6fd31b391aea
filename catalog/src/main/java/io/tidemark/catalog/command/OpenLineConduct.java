package io.tidemark.catalog.command;

import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;

/// Lines of invoices: whether a line waits to be invoiced is kept with it ([#PENDING]), so that those which wait are
/// found among all. Stateless.
public final class OpenLineConduct implements Conduct {
    /// Kept with a line: 1 while it is on no invoice, was not processed and is not hidden. A lookup.
    public static final String PENDING = ".pending";

    @Override
    public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        boolean pending = Numbers.in(after, "invoiceid") == 0
                && Numbers.in(after, "isprocessed") == 0
                && Numbers.in(after, "isdeleted") == 0;
        return after.with(PENDING, pending ? JsonNumber.ONE : JsonNumber.ZERO);
    }
}
