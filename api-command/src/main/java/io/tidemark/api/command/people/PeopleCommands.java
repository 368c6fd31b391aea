package io.tidemark.api.command.people;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.settings.AppSettings;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The commands over users and teams. Everybody may look; only the administrators whom an operator has named in the
/// account's `appsettings` may change anything. Thread-safe.
public final class PeopleCommands {
    private final ObjectDesk desk;
    private final Profiles profiles;
    private final ProfileEdits edits;

    /// @param desk finds and saves
    public PeopleCommands(ObjectDesk desk) {
        this.desk = desk;
        this.profiles = new Profiles(desk);
        this.edits = new ProfileEdits(desk);
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("GetUserByID", this::user),
                new NamedCommand("CreateUpdateUser", this::save),
                new NamedCommand("AddUserToTeam", this::addToTeam),
                new NamedCommand("SetTeamsByUserCode", this::setTeams),
                new NamedCommand("SetMembersByUserCode", this::setMembers),
                new NamedCommand("ExplainSelection", new ExplainSelection(desk)::explain));
    }

    private CommandResult user(Caller caller, Inputs inputs) {
        long number = inputs.number("userid");
        List<JsonValue> users = desk.read(
                caller,
                tx -> find(tx, number).stream()
                        .<JsonValue>map(
                                user -> profiles.sent(tx, user, caller.account().zone()))
                        .toList());
        return new ObjectResult(caller).value("users", new JsonArray(users));
    }

    private static Optional<User> find(ReadTransaction tx, long number) {
        return number < 1 ? Optional.empty() : tx.user(new UserId(number)).filter(user -> !user.guest());
    }

    private CommandResult save(Caller caller, Inputs inputs) {
        requireAdministrator(caller);
        UserId user = edits.save(caller, inputs);
        JsonObject saved = desk.read(
                caller,
                tx -> profiles.sent(
                        tx, tx.user(user).orElseThrow(), caller.account().zone()));
        return new ObjectResult(caller).value("user", saved);
    }

    private void requireAdministrator(Caller caller) {
        if (!desk.read(caller, tx -> isAdministrator(tx, desk, caller.user()))) {
            throw new CommandException(
                    CommandError.NO_ACCESS,
                    "Only administrators of the account may do this. An operator names them in its settings.");
        }
    }

    /// Whether an operator has named a user as an administrator of the account.
    static boolean isAdministrator(ReadTransaction tx, ObjectDesk desk, UserId user) {
        return AppSettings.value(tx, desk, "administrators") instanceof JsonArray(List<JsonValue> administrators)
                && administrators.contains(JsonNumber.of(user.value()));
    }

    /// 1 puts in, 0 takes out, and what is left out stays.
    private CommandResult addToTeam(Caller caller, Inputs inputs) {
        requireAdministrator(caller);
        User user = known(caller, inputs.number("userid"));
        long team = team(caller, inputs.number("teamid"));
        desk.change(caller, "AddUserToTeam", saving -> {
            for (Role role : Role.values()) {
                if (inputs.given(role.input())) {
                    edits.put(saving, user.id(), team, role, inputs.yes(role.input()));
                }
            }
        });
        JsonObject teams = desk.read(
                caller,
                tx -> JsonObject.EMPTY
                        .with("leader", profiles.teams(tx, user.id(), Role.LEADER.field()))
                        .with("member", Profiles.memberTeams(tx, user.id()))
                        .with("viewer", profiles.teams(tx, user.id(), Role.VIEWER.field())));
        return new ObjectResult(caller).value("teams", teams);
    }

    /// A list that is left out changes nothing.
    private CommandResult setTeams(Caller caller, Inputs inputs) {
        requireAdministrator(caller);
        User user = coded(caller, inputs.text("usercode"), "usercode");
        for (Role role : Role.values()) {
            inputs.numbers(role.field()).forEach(team -> team(caller, team));
        }
        desk.change(caller, "SetTeamsByUserCode", saving -> {
            for (Role role : Role.values()) {
                List<Long> wanted = inputs.numbers(role.field());
                for (Team team : inputs.given(role.field()) ? saving.stored().teams() : List.<Team>of()) {
                    edits.put(saving, user.id(), team.id(), role, wanted.contains(team.id()));
                }
            }
        });
        return new ObjectResult(caller);
    }

    private CommandResult setMembers(Caller caller, Inputs inputs) {
        requireAdministrator(caller);
        long team = team(caller, inputs.number("teamid"));
        for (Role role : Role.values()) {
            if (inputs.given(role.people())) {
                Set<UserId> wanted = inputs.texts(role.people()).stream()
                        .map(code -> coded(caller, code, role.people()).id())
                        .collect(Collectors.toSet());
                desk.change(
                        caller,
                        "SetMembersByUserCode",
                        saving -> saving.stored().users(0, ObjectDesk.FOUND_MAX).stream()
                                .filter(user -> !user.guest())
                                .forEach(user -> edits.put(saving, user.id(), team, role, wanted.contains(user.id()))));
            }
        }
        return new ObjectResult(caller);
    }

    private User known(Caller caller, long number) {
        return desk.read(caller, tx -> find(tx, number))
                .orElseThrow(() -> new CommandException(CommandError.NOT_FOUND, "There is no user with this id."));
    }

    private User coded(Caller caller, String code, String input) {
        return desk.read(caller, tx -> profiles.byCode(tx, code))
                .orElseThrow(() -> CommandException.badValue(input, "names nobody: no user has this code."));
    }

    private long team(Caller caller, long number) {
        boolean is = desk.read(caller, tx -> tx.teams().stream().anyMatch(team -> team.id() == number));
        if (!is) {
            throw new CommandException(CommandError.NOT_FOUND, "There is no team with this id.");
        }
        return number;
    }
}
