package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.TermRange;
import java.util.List;

/// `GetNotification`: the latest notifications of the user, the newest first, [#LISTED_MAX] at most. Thread-safe.
///
/// @param desk finds
record GetNotification(ObjectDesk desk) implements Command {
    /// Older ones are nothing that a person still looks at.
    static final int LISTED_MAX = 200;

    @Override
    public String name() {
        return "GetNotification";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        CommandType type = desk.type("notification");
        TermRange own = TermRange.of(
                Terms.name(Notifications.FOR_USER), Terms.value(caller.user().value()));
        List<StoredObject> latest = desk.read(
                caller,
                tx -> Messages.last(tx, Notifications.TYPE, own, LISTED_MAX).reversed().stream()
                        .flatMap(number -> tx.object(number).stream())
                        .toList());
        return new ObjectResult(caller).objects("notifications", type, latest);
    }
}
