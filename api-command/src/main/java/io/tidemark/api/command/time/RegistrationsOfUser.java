package io.tidemark.api.command.time;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.storage.ReadTransaction;
import java.util.function.Predicate;

/// Limits changed registrations to those of one user, when one is named (command API 2.6). A registration stays with
/// its user, so those of others were never told. Stateless.
record RegistrationsOfUser() implements ListFilter {
    private static final String USER = "userid";

    @Override
    public String text(Inputs inputs) {
        return " user " + inputs.number(USER);
    }

    @Override
    public Predicate<byte[]> concerns(Caller caller, Inputs inputs, ReadTransaction tx) {
        long user = inputs.number(USER);
        return user == 0 ? body -> true : body -> CommandObjectType.holds(body, USER, Long.toString(user));
    }
}
