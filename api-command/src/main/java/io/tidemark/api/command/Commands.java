package io.tidemark.api.command;

import io.tidemark.api.command.calendar.CalendarCommands;
import io.tidemark.api.command.calendar.PlanCommands;
import io.tidemark.api.command.checkin.CheckInCommands;
import io.tidemark.api.command.companies.CompanyCommands;
import io.tidemark.api.command.documents.DocumentCommands;
import io.tidemark.api.command.equipment.EquipmentCommands;
import io.tidemark.api.command.forms.FormCommands;
import io.tidemark.api.command.maps.MapCommands;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.OwnTypeCommands;
import io.tidemark.api.command.objects.Uploads;
import io.tidemark.api.command.people.PeopleCommands;
import io.tidemark.api.command.settings.SettingsCommands;
import io.tidemark.api.command.tasks.PoolCommands;
import io.tidemark.api.command.tasks.TaskCommands;
import io.tidemark.api.command.threads.ThreadCommands;
import io.tidemark.api.command.time.RegistrationCommands;
import io.tidemark.api.command.trade.TradeCommands;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.content.Contents;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The commands that a server knows, by name without regard to case, each with its description. Immutable.
public final class Commands {
    private final Map<String, Served> byFoldedName;
    private final Own own;

    private Commands(Map<String, Served> byFoldedName, Own own) {
        this.byFoldedName = Map.copyOf(byFoldedName);
        this.own = own;
    }

    /// The commands that an account has beside the others. Thread-safe.
    private interface Own {
        Optional<Served> find(Caller caller, String name);
    }

    /// A command and what its inputs are read by. Thread-safe.
    record Served(Command command, CommandDescription description) {}

    /// These commands.
    ///
    /// @param reference describes each of them, and may describe more
    /// @throws IllegalArgumentException when two have one name, or one is not described
    public static Commands of(CommandReference reference, Collection<? extends Command> commands) {
        Map<String, Served> byFoldedName = new HashMap<>();
        for (Command command : commands) {
            CommandDescription description = reference
                    .find(command.name())
                    .orElseThrow(() -> new IllegalArgumentException("a command is not described: " + command.name()));
            if (byFoldedName.put(fold(command.name()), new Served(command, description)) != null) {
                throw new IllegalArgumentException("two commands have one name");
            }
        }
        return new Commands(byFoldedName, (caller, name) -> Optional.empty());
    }

    /// What the commands of the API work with.
    ///
    /// @param storage where accounts are
    /// @param types the types of each account
    /// @param contents where files are
    /// @param logins who is who
    /// @param clock the server's clock
    /// @param ids new identifiers
    /// @param partObjectsMax most objects in a part of a change list
    /// @param fileBytesMax the largest file
    /// @param uses notes what lists told; whoever makes it flushes it
    public record Parts(
            Storage storage,
            OwnTypes types,
            Contents contents,
            LoginDesk logins,
            InstantSource clock,
            IdSource ids,
            int partObjectsMax,
            long fileBytesMax,
            ListUses uses) {}

    /// All commands of the API.
    public static Commands all(Parts parts) {
        Storage storage = parts.storage();
        List<Command> all = new ArrayList<>(List.of(
                new Echo(),
                new ValidateSessionToken(parts.logins()),
                new ConfigureDevice(parts.logins()),
                new GetCurrentUserId(),
                new GetTeams(storage)));
        OwnTypes types = parts.types();
        Saver saver = new Saver(storage, types, parts.clock(), parts.ids());
        ObjectDesk desk = new ObjectDesk(storage, types, saver, parts.partObjectsMax(), parts.uses());
        all.addAll(new ObjectCommands(desk).all());
        all.addAll(new SettingsCommands(desk).all());
        all.addAll(new EquipmentCommands(desk).all());
        all.addAll(new TaskCommands(desk).all());
        all.addAll(new PoolCommands(desk).all());
        all.addAll(TradeCommands.all(desk));
        all.addAll(new CompanyCommands(desk).all());
        all.addAll(new FormCommands(desk).all());
        all.addAll(new MapCommands(desk).all());
        all.addAll(new PeopleCommands(desk).all());
        Uploads uploads = new Uploads(parts.contents(), parts.fileBytesMax(), parts.clock());
        all.addAll(new DocumentCommands(desk, uploads).all());
        all.addAll(new ThreadCommands(desk).all());
        all.addAll(new RegistrationCommands(desk).all());
        all.addAll(new CalendarCommands(desk).all());
        all.addAll(new PlanCommands(desk).all());
        all.addAll(new CheckInCommands(desk).all());
        OwnTypeCommands own = new OwnTypeCommands(desk);
        return new Commands(
                of(types.reference(), all).byFoldedName,
                (caller, name) -> desk.account(caller)
                        .command(name)
                        .map(command -> new Served(own.of(command), command.description())));
    }

    /// The names of the commands that every account has, in their customary case.
    public Set<String> names() {
        return byFoldedName.values().stream()
                .map(served -> served.description().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The command of this name.
    Optional<Served> find(String name) {
        return Optional.ofNullable(byFoldedName.get(fold(name)));
    }

    /// The command of this name, among those of the caller's account too.
    Optional<Served> find(String name, Caller caller) {
        return find(name)
                .or(() ->
                        caller.knownAccount().isPresent() && caller.knownUser().isPresent()
                                ? own.find(caller, name)
                                : Optional.empty());
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
