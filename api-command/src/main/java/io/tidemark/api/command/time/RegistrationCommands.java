package io.tidemark.api.command.time;

import io.tidemark.api.command.Command;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import java.util.ArrayList;
import java.util.List;

/// The commands over time registrations. Stateless.
public final class RegistrationCommands {
    private final ObjectDesk desk;

    /// @param desk what they work with
    public RegistrationCommands(ObjectDesk desk) {
        this.desk = desk;
    }

    /// The commands.
    public List<Command> all() {
        List<Command> all = new ArrayList<>(new RegistrationLists(desk).all());
        all.addAll(new RegistrationWrites(desk).all());
        all.add(ObjectCommands.changes(
                "GetRegistrationsByLastChange", "registrationentry", "registrations", new RegistrationsOfUser(), desk));
        all.add(new ObjectCommands(desk)
                .all("GetInternalRegistrations", "internalregistration", "internalregistrations"));
        return all;
    }
}
