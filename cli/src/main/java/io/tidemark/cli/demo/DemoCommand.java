package io.tidemark.cli.demo;

import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.data.DataOptions;
import io.tidemark.cli.serve.ServerProcess;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Json;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark demo`.
@Command(
        name = "demo",
        description = {
            "Runs a server with the data of an invented service company: 40 people in 4 teams, their tasks, meetings and"
                    + " calendars, 5,000 customers with their people and equipment, products, hours, plans and talks."
                    + " The first start makes the data, which takes about half a minute; later ones use it again.",
            "",
            "Prints where the server listens, whom you can log in as, and lines to paste into a second terminal, for both"
                    + " APIs."
        },
        footer = {
            "",
            "With --json, one object: url, contract (the account's number), apikey, users [{email, password}],"
                    + " deviceCodes [text] (for the first users, in their order). API key and device codes are new at each"
                    + " start; the password stays.",
            "",
            "Examples:",
            "  tidemark demo",
            "  tidemark demo --data /tmp/big --scale large --port 0 --json"
        })
public final class DemoCommand implements Callable<Integer> {
    /// The short name of the demo's account.
    static final String ACCOUNT = "demo";

    private static final long SEED = 1;
    private static final int DEVICE_CODES = 5;
    private static final Duration DEVICE_CODE_LIFE = Duration.ofDays(1);
    private static final int USERS_SHOWN = 5;
    private static final int PEOPLE_MAX = 1_000;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default: 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 takes a free one (default: 8080).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Which company to invent (default: 1).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--scale",
            paramLabel = "small|normal|large",
            description = "A tenth of the company, all of it, or ten times as much (default: normal).")
    private Optional<DemoScale> scale = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    /// @param environment the environment variables
    /// @param clock tells on which day a new demo is made
    public DemoCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ServerConfig config = ServerProcess.settings(environment, settings());
        ServerLog.configure(config.log());
        ServerProcess.requireFree(config.http());
        DataFolder folder = data.folder();
        folder.requireEmbedded("A demo is made in a data folder only: run it without database.url.");
        Storage storage = folder.openOrCreate();
        Demo demo;
        try {
            demo = demo(folder, storage);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        ServerProcess server = ServerProcess.start(config, storage);
        if (json) {
            terminal.print(List.of(Json.text(demo.json(server.url()))));
        } else {
            terminal.print(demo.greeting(server.url(), folder));
        }
        server.serve();
        return ExitCode.DONE;
    }

    private Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("data.folder", data.folder().path().toString());
        values.put("account.default", ACCOUNT);
        host.ifPresent(value -> values.put("http.host", value));
        port.ifPresent(value -> values.put("http.port", value.toString()));
        if (!environment.containsKey("TIDEMARK_LOG_LEVEL")) {
            values.put("log.level", "warn");
        }
        return values;
    }

    /// The demo of the folder, made if there is none.
    private Demo demo(DataFolder folder, Storage storage) {
        Optional<DemoMark> found = DemoMark.read(folder);
        if (found.isEmpty() && !storage.accounts().all().isEmpty()) {
            throw new CommandFailure("The data folder " + folder.path().toAbsolutePath()
                    + " holds accounts that are no demo. Run them with: tidemark serve. Or choose another folder for the"
                    + " demo with --data.");
        }
        DemoMark mark = found.orElseGet(() -> new DemoMark(newPlan(), false));
        requireSame(mark.plan(), folder);
        Account account;
        if (mark.complete()) {
            account = storage.accounts()
                    .find(ACCOUNT)
                    .orElseThrow(() -> new CommandFailure("The data folder "
                            + folder.path().toAbsolutePath() + " says that it holds a demo, but has no account "
                            + ACCOUNT
                            + ". Remove the file demo.properties, or choose another folder with --data."));
        } else {
            terminal.note("Inventing a company; this only happens once.");
            mark.write(folder);
            account = new DemoLoader(storage, Argon2Settings.RECOMMENDED, clock, terminal).load(mark.plan());
            new DemoMark(mark.plan(), true).write(folder);
        }
        return Demo.open(mark.plan(), account, storage, clock.instant());
    }

    private DemoPlan newPlan() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), DemoPlan.ZONE);
        return new DemoPlan(seed.orElse(SEED), today, scale.orElse(DemoScale.NORMAL));
    }

    private void requireSame(DemoPlan plan, DataFolder folder) {
        if (seed.orElse(plan.seed()) != plan.seed() || scale.orElse(plan.scale()) != plan.scale()) {
            throw new CommandFailure("The demo in " + folder.path().toAbsolutePath() + " was made with --seed "
                    + plan.seed() + " --scale " + plan.scale()
                    + ". Leave these options out, or choose another folder with --data.");
        }
    }

    /// A demo that can be used, with its new secrets.
    ///
    /// @param people everybody who can log in
    record Demo(
            DemoPlan plan,
            Account account,
            List<User> people,
            String password,
            Secret apiKey,
            List<Secret> deviceCodes) {

        private static final String KEY_TITLE = "demo";
        private static final int KEYS_MAX = 10_000;

        /// Takes the people from the storage, which is faster than to invent them again.
        static Demo open(DemoPlan plan, Account account, Storage storage, Instant now) {
            List<User> people = storage.read(account.id(), tx -> tx.users(0, PEOPLE_MAX)).stream()
                    .filter(User::mayLogIn)
                    .toList();
            Secret apiKey = Secret.apiKey();
            List<Secret> codes = new ArrayList<>();
            storage.write(account.id(), tx -> {
                // those of earlier starts, which nobody was told to keep
                tx.apiKeys("", KEYS_MAX).stream()
                        .filter(key -> key.title().equals(KEY_TITLE) && key.session() == null)
                        .forEach(key -> tx.removeApiKey(key.keyHash()));
                tx.putApiKey(new ApiKey(apiKey.hash(), KEY_TITLE, null));
                codes.clear();
                for (User person : people.subList(0, DEVICE_CODES)) {
                    Secret code = Secret.deviceCode();
                    codes.add(code);
                    tx.putDeviceCode(new DeviceCode(code.hash(), person.id(), now.plus(DEVICE_CODE_LIFE), null));
                }
                return true;
            });
            return new Demo(plan, account, people, DemoPassword.of(plan), apiKey, codes);
        }

        Map<String, Object> json(String url) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("url", url);
            object.put("contract", account.id().value());
            object.put("apikey", apiKey.text());
            object.put(
                    "users",
                    people.stream()
                            .map(person -> {
                                Map<String, Object> user = new LinkedHashMap<>();
                                user.put("email", person.email());
                                user.put("password", password);
                                return user;
                            })
                            .toList());
            object.put("deviceCodes", deviceCodes.stream().map(Secret::text).toList());
            return object;
        }

        List<String> greeting(String url, DataFolder folder) {
            DemoTour tour =
                    new DemoTour(url, people.getFirst(), password, account.id().value(), apiKey.text());
            List<String> lines = new ArrayList<>();
            lines.add("Tidemark listens on " + url + " with the data of " + account.title() + " in "
                    + folder.path().toAbsolutePath().normalize() + ".");
            lines.add("");
            lines.add("Log in with the password " + password + " as anybody, for instance:");
            for (int i = 0; i < USERS_SHOWN; i++) {
                User person = people.get(i * people.size() / USERS_SHOWN);
                lines.add("  %-46s %s, %s".formatted(person.email(), person.name(), person.title()));
            }
            lines.add("");
            lines.add("Paste these lines into a second terminal, one after the other. First the meeting API:");
            lines.add("");
            lines.add("Log in, and synchronize for the first time: all tasks of one person come.");
            lines.add(tour.firstSync());
            lines.add("");
            lines.add("Confirm them, and send a new task in the same commit.");
            lines.add(tour.commit());
            lines.add("");
            lines.add("Synchronize again: all is confirmed, so nothing comes.");
            lines.add(tour.idleSync());
            lines.add("");
            lines.add("Then the command API, as a field-service app speaks it, with the account's API key:");
            lines.add("");
            lines.add("Ask for all tasks: the first part of a chain comes, with a date and time for the next time.");
            lines.add(tour.firstPass());
            lines.add("");
            lines.add("Make a task.");
            lines.add(tour.newTodo());
            lines.add("");
            lines.add(
                    "Ask what changed since that date and time, and see the titles: what was made meanwhile, through either API.");
            lines.add(tour.delta());
            lines.add("");
            lines.add("Ctrl-C ends the server; the data stays for the next start.");
            return lines;
        }
    }
}
