package io.tidemark.cli.admin;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.User;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.server.connect.Connector;
import io.tidemark.server.hooks.Hooks;
import io.tidemark.server.login.AppTokens;
import io.tidemark.server.outgoing.WebAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark admin app`: the programs that users may connect, and what is connected.
@Command(name = "app", description = "Apps that users connect, and what became of them.")
public final class AppCommands {
    private static final int APPS_SHOWN_MAX = 1_000;
    private static final int LOST_SHOWN_MAX = 1_000;

    private final Terminal terminal;
    private final InstantSource clock;

    /// Commands that talk to this terminal.
    public AppCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "add",
            description = {
                "Registers an app, and shows its keys.",
                "",
                "Its developer needs both keys. The secret key is shown this once."
            },
            footer = {"", "Example:", "  tidemark admin app add --title Copier --host copier.example.com"})
    int add(
            @Mixin AdminOptions options,
            @Option(
                            names = "--title",
                            required = true,
                            paramLabel = "TEXT",
                            description = "What users are told is asking to be connected.")
                    String title,
            @Option(
                            names = "--host",
                            required = true,
                            paramLabel = "NAME",
                            description = "A host of the app's addresses; may be repeated. Others get nothing.")
                    List<String> hosts,
            @Option(
                            names = "--public-id",
                            paramLabel = "KEY",
                            description =
                                    "The application key of an app that has keys already. Its secret key is then asked"
                                            + " for without echo, or read from standard input.")
                    @Nullable
                    String publicId) {
        String called = GivenText.required("the app", title);
        Set<String> names = new LinkedHashSet<>();
        hosts.forEach(host -> names.add(host(host)));
        boolean generated = publicId == null;
        String key = publicId == null ? AppTokens.newPublicId() : GivenText.required("the application key", publicId);
        String secret =
                generated ? AppTokens.newSecretKey() : new String(new PasswordPrompt(terminal, "secret key").read());
        register(options, new App(key, called, secret, names));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("title", called);
        result.put("publicid", key);
        result.put("hosts", List.copyOf(names));
        String shown = "application key  " + key;
        if (generated) {
            result.put("secretkey", secret);
            shown += System.lineSeparator() + "secret key       " + secret;
        }
        terminal.print(shown, result, options.json());
        return ExitCode.DONE;
    }

    private static void register(AdminOptions options, App app) {
        options.run((storage, account) -> storage.write(account.id(), tx -> {
            if (tx.app(app.publicId()).isPresent()) {
                throw new CommandFailure("There is an app with this application key already. Remove it first.");
            }
            tx.putApp(app);
            return true;
        }));
    }

    private static String host(String given) {
        String origin = "https://" + given.strip().toLowerCase(Locale.ROOT);
        return WebAddress.parse(origin + "/")
                .filter(address ->
                        address.origin().equals(origin) && address.uri().getPort() < 0)
                .map(WebAddress::host)
                .orElseThrow(() -> new CommandFailure(
                        "Give each --host as a name alone, such as copier.example.com: no https://, port or path."));
    }

    @Command(name = "list", description = "Lists the apps. Their secret keys cannot be shown.")
    int list(@Mixin AdminOptions options) {
        List<List<?>> rows = options.run((storage, account) -> storage.read(account.id(), tx -> {
            List<Connection> connections = connections(tx);
            List<List<?>> found = new ArrayList<>();
            for (App app : tx.apps("", APPS_SHOWN_MAX)) {
                long connected = connections.stream()
                        .filter(connection -> connection.app().equals(app.publicId()))
                        .count();
                found.add(List.of(
                        app.publicId(),
                        app.title(),
                        app.hosts().stream().sorted().toList(),
                        connected));
            }
            return found;
        }));
        terminal.print(new Listing(List.of("publicId", "title", "hosts", "connections"), rows), options.json());
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Withdraws an app and ends all of its connections.")
    int remove(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "KEY", description = "The application key, as 'app list' names it.") String key) {
        Instant now = clock.instant();
        long ended = options.run((storage, account) -> storage.write(account.id(), tx -> {
            if (!tx.removeApp(key.strip())) {
                throw new CommandFailure("There is no app with this application key. List them first.");
            }
            List<Connection> its = connections(tx).stream()
                    .filter(connection -> connection.app().equals(key.strip()))
                    .toList();
            its.forEach(connection -> Connector.end(tx, connection, now));
            return (long) its.size();
        }));
        terminal.print(
                "The app is withdrawn; " + ended + " connections have ended.",
                Map.of("publicid", key.strip(), "ended", ended),
                options.json());
        return ExitCode.DONE;
    }

    @Command(
            name = "connections",
            description = "Lists what is connected: who let it in, and how far its events are behind.")
    int connections(@Mixin AdminOptions options) {
        Instant now = clock.instant();
        List<List<?>> rows = options.run((storage, account) -> storage.read(account.id(), tx -> {
            List<List<?>> found = new ArrayList<>();
            connections(tx).forEach(connection -> found.add(row(tx, connection, now)));
            return found;
        }));
        terminal.print(
                new Listing(List.of("id", "app", "user", "since", "live", "hooks", "behind", "failures", "lost"), rows),
                options.json());
        return ExitCode.DONE;
    }

    private static List<?> row(ReadTransaction tx, Connection connection, Instant now) {
        Optional<Bookmark> bookmark = tx.bookmark(connection.follower());
        boolean live = tx.session(connection.session())
                .filter(session -> !AppTokens.hasEnded(session, now))
                .isPresent();
        return List.of(
                connection.id(),
                connection.app(),
                tx.user(connection.user()).map(User::email).orElse(""),
                connection.madeAt().toString(),
                live,
                connection.hooks().stream()
                        .map(hook -> hook.modcode() + "/" + hook.name())
                        .toList(),
                bookmark.map(mark -> tx.head().sequence().value() - mark.at().value())
                        .orElse(0L),
                bookmark.map(Hooks::failures).orElse(0),
                tx.lostDeliveries(connection.id(), LOST_SHOWN_MAX).size());
    }

    @Command(name = "disconnect", description = "Ends a connection: its token is worth nothing any more.")
    int disconnect(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "ID", description = "The connection's id, as 'app connections' names it.")
                    String id) {
        Instant now = clock.instant();
        options.run((storage, account) -> storage.write(account.id(), tx -> {
            Connector.end(tx, connection(tx, id), now);
            return true;
        }));
        terminal.print("The connection has ended.", Map.of("id", id.strip()), options.json());
        return ExitCode.DONE;
    }

    @Command(
            name = "deliveries",
            description = "Lists what a connection was not told because its address failed every time.")
    int deliveries(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "ID", description = "The connection's id, as 'app connections' names it.")
                    String id) {
        List<List<?>> rows = options.run((storage, account) -> storage.read(account.id(), tx -> {
            Connection connection = connection(tx, id);
            List<List<?>> found = new ArrayList<>();
            for (LostDelivery lost : tx.lostDeliveries(connection.id(), LOST_SHOWN_MAX)) {
                Hook hook = connection.hooks().get(lost.hook());
                found.add(List.of(
                        lost.sequence().value(),
                        lost.at().toString(),
                        hook.modcode() + "/" + hook.name(),
                        lost.reason()));
            }
            return found;
        }));
        terminal.print(new Listing(List.of("change", "givenUp", "hook", "reason"), rows), options.json());
        return ExitCode.DONE;
    }

    private static List<Connection> connections(ReadTransaction tx) {
        return tx.connections("", Hooks.CONNECTIONS_MAX);
    }

    private static Connection connection(ReadTransaction tx, String id) {
        return tx.connection(id.strip())
                .orElseThrow(() -> new CommandFailure("There is no connection with this id. List them first."));
    }
}
