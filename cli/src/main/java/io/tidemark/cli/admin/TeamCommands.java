package io.tidemark.cli.admin;

import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.people.Teams;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark admin team`.
@Command(name = "team", description = "The teams of an account.")
public final class TeamCommands {
    private final Terminal terminal;
    private final InstantSource clock;

    /// Commands that talk to this terminal.
    ///
    /// @param clock the time
    public TeamCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    private Saver saver(Storage storage) {
        return new Saver(storage, new OwnTypes(), clock, new RandomIds());
    }

    /// A team and the emails of its members, by email.
    private record Described(Team team, List<String> emails) {
        static Described of(Team team, DirectoryReader people) {
            return new Described(
                    team,
                    team.members().stream()
                            .map(people::user)
                            .flatMap(Optional::stream)
                            .map(User::email)
                            .sorted()
                            .toList());
        }

        Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("number", team.id());
            object.put("name", team.name());
            object.put("members", emails);
            return object;
        }
    }

    @Command(
            name = "add",
            description = "Makes a team.",
            footer = {"", "Example:", "  tidemark admin team add Lifts --member ida@acme.example"})
    int add(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = "The team's name.") String name,
            @Option(names = "--member", paramLabel = "EMAIL", description = "Somebody in it; may be repeated.")
                    List<String> members) {
        List<String> emails = members == null ? List.of() : members;
        String called = GivenText.required("the team", name);
        Described added =
                options.run((storage, account) -> saver(storage).operate(account, "admin team add", saving -> {
                    DirectoryReader tx = saving.stored();
                    if (find(tx, called).isPresent()) {
                        throw new CommandFailure("There is a team " + called + " already.");
                    }
                    Set<UserId> ids = new LinkedHashSet<>();
                    emails.forEach(
                            email -> ids.add(AccountOptions.user(tx, email).id()));
                    return Described.of(Teams.add(saving, called, ids), tx);
                }));
        return print("was made", added, options);
    }

    private int print(String done, Described team, AdminOptions options) {
        terminal.print("Team " + team.team().name() + " " + done + ".", team.object(), options.json());
        return ExitCode.DONE;
    }

    private static Optional<Team> find(DirectoryReader people, String name) {
        return people.teams().stream()
                .filter(team -> team.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    @Command(name = "list", description = "Lists the teams with their members.")
    int list(@Mixin AdminOptions options) {
        List<Described> teams = options.run((storage, account) -> storage.read(
                account.id(),
                tx -> tx.teams().stream()
                        .sorted(Comparator.comparingLong(Team::id))
                        .map(team -> Described.of(team, tx))
                        .toList()));
        List<List<?>> rows = new ArrayList<>();
        teams.forEach(team -> rows.add(List.copyOf(team.object().values())));
        terminal.print(new Listing(List.of("number", "name", "members"), rows), options.json());
        return ExitCode.DONE;
    }

    @Command(name = "add-member", description = "Puts people into a team; who is in it already stays.")
    int addMember(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "TEAM", description = "The team's name.") String name,
            @Parameters(arity = "1..*", paramLabel = "EMAIL", description = "Who.") List<String> emails) {
        return change(options, name, emails, Set::add);
    }

    @Command(name = "remove-member", description = "Takes people out of a team.")
    int removeMember(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "TEAM", description = "The team's name.") String name,
            @Parameters(arity = "1..*", paramLabel = "EMAIL", description = "Who.") List<String> emails) {
        return change(options, name, emails, Set::remove);
    }

    private int change(AdminOptions options, String name, List<String> emails, BiConsumer<Set<UserId>, UserId> work) {
        Described changed = options.run((storage, account) -> saver(storage).operate(account, "admin team", saving -> {
            DirectoryReader tx = saving.stored();
            Team team = find(tx, name)
                    .orElseThrow(() -> new CommandFailure("There is no team " + name + " in this account."));
            Set<UserId> members = new LinkedHashSet<>(team.members());
            emails.forEach(
                    email -> work.accept(members, AccountOptions.user(tx, email).id()));
            Team after = new Team(team.id(), team.name(), members);
            Teams.update(saving, after);
            return Described.of(after, tx);
        }));
        return print(
                changed.emails().isEmpty() ? "is empty now" : "has now: " + String.join(", ", changed.emails()),
                changed,
                options);
    }
}
