package io.tidemark.cli.watch;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Json;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.follow.BackOff;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tidemark watch`.
@Command(
        name = "watch",
        description = {
            "Shows the changes that a server tells a user's devices of, as they arrive: when, and of which types.",
            "Comes back by itself when the connection breaks off. Ends with Ctrl-C.",
            "Asks for the password, or reads it from the first line of standard input."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark watch --url http://localhost:8080 --user ida@acme.example",
            "  tidemark watch --url https://sync.example.com/acme --user ida@acme.example --types meeting --json",
            "  tidemark watch --url http://localhost:8080 --user ida@acme.example --count 2 <password.txt"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final BackOff PAUSES = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Terminal terminal;
    private final InstantSource clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private int signals;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "Where the server is; with the account's short name behind it when it has several.")
    private URI url = URI.create("");

    @Option(names = "--user", required = true, paramLabel = "EMAIL", description = "Who logs in.")
    private String user = "";

    @Option(
            names = "--types",
            paramLabel = "TYPES",
            defaultValue = "",
            description = "Only changes of these types, such as meeting,task (default: all).")
    private String types = "";

    @Option(
            names = "--count",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "End after so many signals; the first comes at once (default: go on).")
    private int count;

    @Option(names = "--json", description = "Print each signal as JSON.")
    private boolean json;

    /// @param clock what time it is
    public WatchCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new CommandFailure("--url " + url + " is no address. Write it as http://localhost:8080.");
        }
        try (LiveClient client = new LiveClient(url, user, password(), types)) {
            listen(client);
        }
        return ExitCode.DONE;
    }

    private void listen(LiveClient client) throws InterruptedException {
        int failures = 0;
        boolean goesOn = true;
        while (goesOn) {
            int before = signals;
            try {
                LiveClient.End end = client.listen(this::took);
                goesOn = end != LiveClient.End.ENOUGH;
                failures = end == LiveClient.End.LOGGED_OUT ? failures + 1 : 0;
            } catch (IOException e) {
                if (signals == 0 && failures == 0) {
                    throw new CommandFailure("The server at " + url + " cannot be reached. Is it running there?", e);
                }
                failures = signals > before ? 1 : failures + 1;
            }
            if (goesOn && failures > 0) {
                Duration pause = PAUSES.after(failures, random);
                terminal.note("The connection was lost; trying again in " + pause.toMillis() + " ms.");
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }

    /// Shows a signal, and says whether there were enough.
    private boolean took(JsonObject signal) {
        signals++;
        List<String> changed = types(signal);
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("at", clock.instant().toString());
            line.put("types", changed);
            terminal.out().println(Json.text(line));
        } else {
            String what = changed.isEmpty() ? "anything may have changed" : String.join(", ", changed);
            terminal.out().println(TIME.format(clock.instant()) + "  synchronize  " + what);
        }
        terminal.out().flush();
        return signals == count;
    }

    private static List<String> types(JsonObject signal) {
        List<String> types = new ArrayList<>();
        if (signal.get("types").orElse(null) instanceof JsonArray array) {
            array.items().forEach(type -> types.add(type instanceof JsonText text ? text.value() : ""));
        }
        return types;
    }

    private String password() {
        if (terminal.console().isPresent()) {
            Console console = terminal.console().get();
            char[] typed = console.readPassword("Password of %s: ", user);
            return typed == null ? "" : String.valueOf(typed);
        }
        if (terminal.typed()) {
            throw new CommandFailure("A password can be asked for unseen only when output goes to the terminal too."
                    + " Leave out what is behind | or >, or give it on standard input.");
        }
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new CommandFailure("The password cannot be read from standard input.", e);
        }
    }
}
