package io.tidemark.api.command;

import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The commands that a server knows, by name without regard to case. Immutable.
public final class Commands {
    private final Map<String, Command> byFoldedName;

    private Commands(Map<String, Command> byFoldedName) {
        this.byFoldedName = Map.copyOf(byFoldedName);
    }

    /// These commands.
    ///
    /// @throws IllegalArgumentException when two have one name
    public static Commands of(Collection<? extends Command> commands) {
        Map<String, Command> byFoldedName = new HashMap<>();
        for (Command command : commands) {
            if (byFoldedName.put(fold(command.name()), command) != null) {
                throw new IllegalArgumentException("two commands have one name");
            }
        }
        return new Commands(byFoldedName);
    }

    /// All commands of the API, in the order of its specification.
    ///
    /// @param storage where accounts are
    /// @param logins who is who
    /// @param clock the server's clock
    /// @param ids new identifiers
    public static Commands all(Storage storage, LoginDesk logins, InstantSource clock, IdSource ids) {
        List<Command> all = new ArrayList<>(List.of(
                new Echo(),
                new ValidateSessionToken(logins),
                new ConfigureDevice(logins),
                new GetCurrentUserId(),
                new GetTeams(storage)));
        all.addAll(ObjectCommands.all(storage, clock, ids));
        return of(all);
    }

    /// The command of this name.
    public Optional<Command> find(String name) {
        return Optional.ofNullable(byFoldedName.get(fold(name)));
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
