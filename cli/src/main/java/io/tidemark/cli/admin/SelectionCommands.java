package io.tidemark.cli.admin;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.selection.SelectionRules;
import io.tidemark.catalog.selection.Selector;
import io.tidemark.catalog.selection.Window;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.server.RandomIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidemark admin selection`.
@Command(name = "selection", description = "Which objects users get: the rules, their windows, the limit.")
public final class SelectionCommands {
    private static final String DESCRIBED = "default";

    private final Terminal terminal;
    private final InstantSource clock;
    private final OwnTypes types = new OwnTypes();

    /// Commands that talk to this terminal.
    ///
    /// @param clock the time
    public SelectionCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "show",
            description = "Shows the rules that give objects to users, and the limits that take them away.",
            footer = {"", "Types that are not shown have no rules: everybody in the account has all their objects."})
    int show(@Mixin AdminOptions options) {
        return options.run((storage, account) -> {
            JsonObject settings = storage.read(account.id(), AccountSettings::of);
            List<CommandType> ruled =
                    storage.read(account.id(), tx -> types.known(account.id(), tx)).types().all().stream()
                            .filter(type -> type.selection().isPresent())
                            .toList();
            boolean limits = AccountSettings.limits(settings);
            List<List<?>> rows = new ArrayList<>();
            ruled.forEach(type -> rows(type, AccountSettings.windowsOf(settings), limits, rows));
            if (!options.json()) {
                terminal.print(
                        limits
                                ? "Objects are limited: of the types below users get what a rule gives them."
                                : "Objects are not limited: of the types below users get all that no limit for all takes away.",
                        Map.of(),
                        false);
            }
            terminal.print(new Listing(List.of("type", "name", "what", "window", "meaning"), rows), options.json());
            return ExitCode.DONE;
        });
    }

    private static void rows(CommandType type, Windows windows, boolean limits, List<List<?>> rows) {
        SelectionRules rules = new Selector(type.name(), type.selection().orElseThrow(), windows).rules();
        if (rules.everyone()) {
            rows.add(List.of(
                    type.name(),
                    "everyone",
                    limits ? "rule (off)" : "rule",
                    "",
                    "Everybody has it as long as objects are not limited"));
        }
        for (SelectionRules.Rule rule : rules.rules()) {
            String window =
                    rule.around().map(around -> around.window().toString()).orElse("");
            rows.add(List.of(type.name(), rule.name(), "rule", window, rule.meaning()));
        }
        for (SelectionRules.Limit limit : rules.limits()) {
            String what = limit.forAll() ? "limit for all" : "limit of rules";
            String window = limit.day() == SelectionRules.Day.HIDDEN
                    ? ""
                    : limit.window().toString();
            rows.add(List.of(type.name(), limit.name(), what, window, limit.meaning()));
        }
    }

    @Command(
            name = "limit",
            description = {
                "Switches on or off that users get only what a rule gives them.",
                "Each device is told the difference when it synchronizes next."
            })
    int limit(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "on|off", description = "Whether objects are limited.") String state) {
        boolean on = switch (state) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new CommandFailure("Say on or off.");
        };
        return change(
                options,
                "admin selection limit",
                saving -> AccountSettings.limit(saving, on),
                on ? "Objects are limited now." : "Objects are not limited any more.");
    }

    @Command(
            name = "window",
            description = "Sets how far a rule or a limit looks.",
            footer = {
                "",
                "Examples:",
                "  tidemark admin selection window todo closed \"3 weeks\"",
                "  tidemark admin selection window todo planned always",
                "  tidemark admin selection window todo closed default"
            })
    int window(
            @Mixin AdminOptions options,
            @Parameters(index = "0", paramLabel = "TYPE", description = "The type, such as todo.") String type,
            @Parameters(index = "1", paramLabel = "NAME", description = "The rule or limit; see show.") String name,
            @Parameters(
                            index = "2",
                            paramLabel = "WINDOW",
                            description = "14 days, 3 weeks, 1 month, 1 year, always, or default.")
                    String length) {
        @Nullable
        Window window = length.equals(DESCRIBED)
                ? null
                : Window.parse(length)
                        .orElseThrow(() -> new CommandFailure("A window is written such as 14 days, 3 weeks, 1 month,"
                                + " 1 year, or always; default takes the one described."));
        return change(
                options,
                "admin selection window",
                saving -> AccountSettings.window(saving, type, name, window),
                "The window " + type + "." + name + " is " + (window == null ? "the one described" : window) + " now.");
    }

    private int change(AdminOptions options, String call, Consumer<Saving> work, String done) {
        return options.run((storage, account) -> {
            try {
                new Saver(storage, types, clock, new RandomIds()).operate(account, call, saving -> {
                    work.accept(saving);
                    return true;
                });
            } catch (SyncException e) {
                throw new CommandFailure(String.valueOf(e.getMessage()), e);
            }
            terminal.print(done, Map.of("done", done), options.json());
            return ExitCode.DONE;
        });
    }
}
