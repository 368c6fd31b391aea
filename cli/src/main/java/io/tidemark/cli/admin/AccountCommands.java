package io.tidemark.cli.admin;

import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.reselect.RulesOfVersion;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark admin account`.
@Command(name = "account", description = "Accounts: one for each company.")
public final class AccountCommands {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int TOKEN_KEY_BYTES = 32;
    private static final int USERS_PER_PAGE = 1_000;

    private final Terminal terminal;
    private final InstantSource clock;

    /// Commands that talk to this terminal.
    public AccountCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "add",
            description = "Makes an account, and the data folder if there is none.",
            footer = {"", "Example:", "  tidemark admin account add acme --title \"Acme Service\" --zone Europe/Berlin"
            })
    int add(
            @Mixin DataOptions data,
            @Parameters(
                            paramLabel = "NAME",
                            description = "Short name for paths: lower case letters, digits and -, at most 40.")
                    String name,
            @Option(
                            names = "--title",
                            paramLabel = "TEXT",
                            description = "Display name (default: NAME).",
                            defaultValue = "")
                    String title,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "Time zone that decides what today is (default: that of this machine).",
                            defaultValue = "")
                    String zone,
            @Option(names = "--json", description = "Print the result as JSON.") boolean json) {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailure(
                    "The short name of an account has 1 to 40 lower case letters, digits or -, for instance acme.");
        }
        String shown = GivenText.optional("the account", title.isBlank() ? name : title);
        ZoneId zoneId = zone.isEmpty() ? ZoneId.systemDefault() : zone(zone);
        byte[] key = new byte[TOKEN_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (Storage storage = data.folder().openOrCreate()) {
            if (storage.accounts().find(name).isPresent()) {
                throw new CommandFailure("There is an account " + name + " already.");
            }
            Account account = storage.accounts().create(new NewAccount(name, shown, zoneId, key));
            OwnTypes types = new OwnTypes();
            new RulesOfVersion(storage, types.standard().types(), types, clock).adopt(account.id());
            terminal.print(
                    "Account " + account.name() + " has number " + account.id().value() + ".",
                    described(account),
                    json);
        }
        return ExitCode.DONE;
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new CommandFailure("There is no time zone " + name + ". Write it like Europe/Copenhagen.");
        }
        return ZoneId.of(name);
    }

    private static Map<String, Object> described(Account account) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", account.id().value());
        object.put("name", account.name());
        object.put("title", account.title());
        object.put("zone", account.zone().getId());
        return object;
    }

    @Command(name = "list", description = "Lists the accounts.")
    int list(
            @Mixin DataOptions data,
            @Option(names = "--json", description = "Print the result as JSON.") boolean json) {
        List<Account> accounts =
                AccountOptions.run(data.folder(), storage -> storage.accounts().all());
        terminal.print(
                new Listing(
                        List.of("number", "name", "title", "zone"),
                        accounts.stream()
                                .<List<?>>map(account ->
                                        List.copyOf(described(account).values()))
                                .toList()),
                json);
        return ExitCode.DONE;
    }

    @Command(
            name = "new-epoch",
            description = {
                "Begins a new epoch in every account, after another tool put a backup of the database back, or a replica"
                        + " took over that did not have everything: devices that are ahead of it are recognised, and"
                        + " told everything anew. With the servers stopped, and once.",
                "",
                "tidemark restore does this by itself."
            },
            footer = {
                "",
                "Examples:",
                "  tidemark admin account new-epoch --data /srv/tidemark",
                "  tidemark admin account new-epoch --went-back 2026-11-26T03:00:00Z --data /srv/tidemark"
            })
    int newEpoch(
            @Mixin DataOptions data,
            @Option(
                            names = "--went-back",
                            paramLabel = "INSTANT",
                            description = "When servers have written since: an instant before the last change that is"
                                    + " not lost (default: nobody has, and it is that of the last change).")
                    @Nullable
                    Instant wentBack,
            @Option(names = "--json", description = "Print the result as JSON.") boolean json) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (wentBack != null && wentBack.isAfter(now)) {
            throw new CommandFailure(
                    "--went-back: this is in the future. Name an instant before the last change that is"
                            + " not lost, in UTC, for instance 2026-11-26T03:00:00Z.");
        }
        Instant begin = data.folder().server().isPresent() ? now.plus(Epoch.CLOCKS_APART_MAX) : now;
        try (Storage storage = data.folder().open()) {
            List<List<?>> rows = new ArrayList<>();
            for (Account account : storage.accounts().all()) {
                Head ended = storage.read(account.id(), ReadTransaction::head);
                storage.write(account.id(), tx -> tx.startEpoch(begin, wentBack == null ? ended.at() : wentBack));
                rows.add(List.of(
                        account.name(), ended.sequence().value(), ended.at().toString()));
            }
            terminal.print(new Listing(List.of("account", "last change", "at"), rows), json);
        }
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "Shows how much an account holds.")
    int show(@Mixin AdminOptions options) {
        Map<String, Object> object =
                options.run((storage, account) -> storage.read(account.id(), tx -> counted(tx, account)));
        if (options.json()) {
            terminal.print("", object, true);
        } else {
            terminal.print(new Listing(List.copyOf(object.keySet()), List.of(List.copyOf(object.values()))), false);
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> counted(ReadTransaction tx, Account account) {
        int users = 0;
        int guests = 0;
        List<User> page = tx.users(0, USERS_PER_PAGE);
        while (!page.isEmpty()) {
            for (User user : page) {
                users += user.guest() ? 0 : 1;
                guests += user.guest() ? 1 : 0;
            }
            page = tx.users(page.getLast().id().value(), USERS_PER_PAGE);
        }
        Map<String, Object> object = described(account);
        object.put("users", users);
        object.put("guests", guests);
        object.put("teams", tx.teams().size());
        object.put("changes", tx.head().sequence().value());
        object.put("epoch", tx.head().epoch());
        return object;
    }
}
