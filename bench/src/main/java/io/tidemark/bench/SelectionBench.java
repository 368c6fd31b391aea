package io.tidemark.bench;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.TextFollower;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.reselect.HiddenFollower;
import io.tidemark.catalog.reselect.RulesFollower;
import io.tidemark.catalog.reselect.RulesOfVersion;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.catalog.why.Explainer;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.sweep.Sweeper;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.MeetingApiRoutes;
import io.tidemark.server.RandomIds;
import io.tidemark.server.TidemarkServer;
import io.tidemark.server.config.ServerConfig;
import io.tidemark.server.log.ServerLog;
import io.tidemark.server.login.Argon2Settings;
import io.tidemark.server.login.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Selections that move: a team that changes, a midnight, a delta in a large account, and what keeping
/// audiences costs who writes. The server runs in this process, and so do the clients: both
/// share the machine.
final class SelectionBench implements AutoCloseable {
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int MOVING_TASKS = 10_000;
    private static final int MOVING_USERS = 100;
    private static final int CROSSING_PERCENT = 1;
    private static final int CHANGES = 100;
    private static final int BATCH = 2_000;
    private static final long TEAM = 1;
    private static final long LOOK_NANOS = 100_000_000;
    private static final TypeId TODO = new TypeId("todo");
    private static final Origin ORIGIN = new Origin(null, null, "bench", null);
    private static final Pattern KEY = Pattern.compile("\"resumekey\":\"([^\"]+)\"");
    private static final Pattern DATE = Pattern.compile("\"date\":\"([^\"]+)\",\"time\":\"([^\"]+)\"}");

    private final Storage storage;
    private final InstantSource clock = InstantSource.system();
    private final Account account;
    private final OwnTypes types = new OwnTypes();
    private final Saver saver;
    private final List<UserId> users = new ArrayList<>();
    private final TidemarkServer server;

    /// @param database an empty one
    /// @param tasks how many there are; the first [#MOVING_TASKS] are the team's
    private SelectionBench(MeasuredDatabase database, int tasks, int users) throws IOException {
        ServerLog.configure(new ServerConfig.Log(ServerConfig.LogFormat.TEXT, ServerConfig.LogLevel.WARN));
        this.storage = database.open();
        this.account = storage.accounts().create(new NewAccount("bench", "Bench", ZoneOffset.UTC, new byte[32]));
        new RulesOfVersion(storage, types.standard().types(), types, clock).adopt(account.id());
        this.saver = new Saver(storage, types, clock, new RandomIds());
        Passwords passwords = new Passwords(new Argon2Settings(64, 1, 1, 32, 16), new SecureRandom(), 1);
        String hash = passwords.hash(BenchServer.PASSWORD.toCharArray());
        for (int n = 0; n < users; n++) {
            String email = BenchServer.email(n);
            this.users.add(storage.write(account.id(), tx -> {
                User added = tx.addUser(new User(new UserId(1), email, email, email, "", true, false));
                tx.setPasswordHash(added.id(), hash);
                return added.id();
            }));
        }
        saver.operate(account, "bench", saving -> {
            AccountSettings.limit(saving, true);
            return Teams.add(saving, "Moving", Set.of());
        });
        fill(tasks, users);
        ServerConfig config = ServerConfig.load(
                Map.of(),
                Map.of("http.port", "0", "data.folder", database.folder().toString()));
        this.server = TidemarkServer.start(
                config,
                new TidemarkServer.Parts(
                        settings -> storage,
                        TidemarkServer::openContents,
                        () -> 0,
                        (store, known) -> MeetingApiRoutes.over(store, known, config.limits(), clock, new RandomIds()),
                        passwords,
                        clock));
    }

    /// Tasks as they are stored when they were saved once, without the work of saving a million.
    private void fill(int tasks, int userCount) {
        JsonObject sent = JsonObject.EMPTY
                .with("title", new JsonText("Inspect installation"))
                .with("description", new JsonText("Check filters, pressure and drain. ".repeat(4)))
                .with("address", new JsonText("Dockside 12"))
                .with("zip", new JsonText("8000"))
                .with("city", new JsonText("Aarhus"));
        User first = storage.read(account.id(), tx -> tx.user(users.getFirst())).orElseThrow();
        ObjectNumber made = ((Saved.Stored) saver.saveAll(
                                account, first, "bench", List.of(new Save(TODO, null, CommandObjectType.said(sent))))
                        .getFirst())
                .object()
                .number();
        ObjectType type = Catalog.types().get(TODO);
        Fields template = storage.read(
                account.id(), tx -> type.fields(tx.object(made).orElseThrow().body()));
        String closed = "\"" + LocalDate.now(ZoneOffset.UTC).minusDays(14) + "\"";
        String closedLater = "\"" + LocalDate.now(ZoneOffset.UTC).minusDays(13) + "\"";
        for (int from = 0; from < tasks; from += BATCH) {
            int begin = from;
            int end = Math.min(tasks, from + BATCH);
            storage.write(account.id(), tx -> {
                List<Change> changes = new ArrayList<>();
                for (int n = begin; n < end; n++) {
                    ObjectKey key = new ObjectKey(TODO, BenchServer.id(tasks, n));
                    Fields fields = template.with(
                                    "userid",
                                    Long.toString(users.get(n % userCount).value()))
                            .with("team", n < MOVING_TASKS ? Long.toString(TEAM) : "0");
                    if (n % 100 < CROSSING_PERCENT) {
                        fields = fields.with("isclosed", "1").with(".closed", closed);
                    } else if (n >= tasks / 2 && n < tasks / 2 + MOVING_TASKS) {
                        fields = fields.with("isclosed", "1").with(".closed", closedLater);
                    }
                    changes.add(Change.of(
                            key,
                            ChangeKind.CREATED,
                            null,
                            Change.State.of(type, key, fields, tx, clock.instant()),
                            Set.of("title"),
                            ORIGIN));
                }
                return tx.append(changes, clock.instant());
            });
        }
    }

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        writePath(engine, folder.resolve("writes"), figures);
        double[] deltas = new double[2];
        try (SelectionBench few = new SelectionBench(engine.newDatabase(folder.resolve("few")), FEW, 10)) {
            few.awaitFollowers();
            deltas[0] = few.delta(10);
        }
        try (SelectionBench many = new SelectionBench(engine.newDatabase(folder.resolve("many")), MANY, 1_000)) {
            many.awaitFollowers();
            deltas[1] = many.delta(1_000);
            many.team(figures);
            many.midnight(figures);
            many.why(figures);
        }
        figures.add(CHANGES + " changes among " + FEW + " tasks, 10 users", deltas[0], "ms", "");
        figures.add(
                CHANGES + " changes among " + MANY + " tasks, 1,000 users",
                deltas[1],
                "ms",
                String.format(Locale.ROOT, "%.2f times that", deltas[1] / deltas[0]));
    }

    /// A server that begins on a log that others filled reads all of it first, beside whatever is asked.
    private void awaitFollowers() {
        long behindMax = 2_000; // a bookmark may be some entries behind its follower
        for (String name : List.of(TextFollower.NAME, RulesFollower.NAME, HiddenFollower.NAME)) {
            while (storage.read(
                    account.id(),
                    tx -> tx.head().sequence().value()
                                    - tx.bookmark(name)
                                            .orElse(Bookmark.BEGINNING)
                                            .at()
                                            .value()
                            > behindMax)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /// What a chain gave.
    private record Chain(long bytes, String date, String time) {}

    private static Chain chain(BenchClient client, RawConnection connection, String date, String time)
            throws IOException {
        String question = "{\"command\":\"GetTodosByLastChange\",\"changedate\":\"" + date + "\",\"changetime\":\""
                + time + "\",\"ignoreclosed\":1";
        String key = "";
        long bytes = 0;
        while (true) {
            RawConnection.Answer answer = client.commands(
                    connection, question + (key.isEmpty() ? "" : ",\"resumekey\":\"" + key + "\"") + "}");
            bytes += answer.bytes();
            Matcher next = KEY.matcher(answer.tail());
            if (!next.find()) {
                Matcher at = DATE.matcher(answer.tail());
                if (!at.find()) {
                    throw new IllegalStateException(answer.tail());
                }
                return new Chain(bytes, at.group(1), at.group(2));
            }
            key = next.group(1);
        }
    }

    /// The tasks of one user, of which some change; a cursor has whole seconds.
    private double delta(int userCount) throws Exception {
        BenchClient client = new BenchClient(server.port(), 0, BenchServer.email(1));
        try (RawConnection connection = client.connect()) {
            Chain all = chain(client, connection, "1970-01-01", "00:00:00");
            User user = storage.read(account.id(), tx -> tx.user(users.get(1))).orElseThrow();
            List<Save> saves = storage.read(
                    account.id(),
                    tx -> tx
                            .selected(
                                    io.tidemark.core.audience.Principal.of(user.id()),
                                    TODO,
                                    tx.head().sequence(),
                                    new ObjectNumber(ObjectNumber.BEFORE_ALL),
                                    CHANGES)
                            .stream()
                            .map(number -> new Save(
                                    TODO,
                                    number,
                                    CommandObjectType.said(
                                            JsonObject.EMPTY.with("city", new JsonText("Odense " + userCount)))))
                            .toList());
            saver.saveAll(account, user, "bench", saves);
            return Figures.medianMillis(200, 101, i -> chain(client, connection, all.date(), all.time()));
        }
    }

    private void team(Figures figures) throws Exception {
        List<BenchClient> clients = new ArrayList<>();
        List<RawConnection> connections = new ArrayList<>();
        List<Chain> places = new ArrayList<>();
        for (int n = 0; n < MOVING_USERS; n++) {
            BenchClient client = new BenchClient(server.port(), 0, BenchServer.email(n));
            RawConnection connection = client.connect();
            clients.add(client);
            connections.add(connection);
            places.add(chain(client, connection, "1970-01-01", "00:00:00"));
        }
        Set<UserId> members = Set.copyOf(users.subList(0, MOVING_USERS));
        for (Set<UserId> now : List.of(members, Set.<UserId>of(), members, Set.<UserId>of())) {
            awaitNextSecond();
            long begin = System.nanoTime();
            saver.operate(account, "bench", saving -> {
                Teams.update(saving, new Team(TEAM, "Moving", now));
                return true;
            });
            double changed = (System.nanoTime() - begin) / 1e6;
            List<Asked> asked = atOnce(clients, connections, places, begin);
            long bytes = 0;
            double[] done = new double[MOVING_USERS];
            for (int n = 0; n < MOVING_USERS; n++) {
                places.set(n, asked.get(n).chain());
                bytes += asked.get(n).chain().bytes();
                done[n] = asked.get(n).millis();
            }
            Arrays.sort(done);
            String what = MOVING_TASKS + " tasks " + (now.isEmpty() ? "leave " : "come to ") + MOVING_USERS + " users";
            figures.add(what + ": the team changes", changed, "ms", "");
            figures.add(what + ": the first has it", done[0], "ms", "");
            figures.add(
                    what + ": all have it, asking at once", done[MOVING_USERS - 1], "ms", bytes / 1_000_000 + " MB");
        }
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    /// What a user was told, and when he had all of it.
    private record Asked(Chain chain, double millis) {}

    private static List<Asked> atOnce(
            List<BenchClient> clients, List<RawConnection> connections, List<Chain> places, long begin)
            throws Exception {
        List<Future<Asked>> asking = new ArrayList<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < places.size(); n++) {
                BenchClient client = clients.get(n);
                RawConnection connection = connections.get(n);
                Chain place = places.get(n);
                asking.add(users.submit(() -> {
                    Chain told = chain(client, connection, place.date(), place.time());
                    return new Asked(told, (System.nanoTime() - begin) / 1e6);
                }));
            }
        }
        List<Asked> asked = new ArrayList<>();
        for (Future<Asked> one : asking) {
            asked.add(one.get());
        }
        return asked;
    }

    private static void awaitNextSecond() throws InterruptedException {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Thread.sleep(Duration.between(Instant.now(), next).toMillis() + 5);
    }

    private void midnight(Figures figures) {
        Sweeper sweeper = new Sweeper(storage, types);
        Instant tomorrow = LocalDate.now(ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        long nothing = System.nanoTime();
        sweeper.sweep(account.id(), tomorrow.minusMillis(1));
        nothing = System.nanoTime() - nothing;
        midnight(sweeper, tomorrow, "spread over all", nothing, figures);
        midnight(sweeper, tomorrow.plus(1, ChronoUnit.DAYS), "made one after the other", nothing, figures);
    }

    private void midnight(Sweeper sweeper, Instant at, String which, long nothing, Figures figures) {
        long before = storage.read(account.id(), tx -> tx.head().sequence().value());
        long begin = System.nanoTime();
        sweeper.sweep(account.id(), at);
        double micros = (System.nanoTime() - begin) / 1e3;
        long moved = storage.read(account.id(), tx -> tx.head().sequence().value()) - before;
        figures.add(
                "midnight over " + MANY + " tasks, " + moved + " of which cross a window, " + which,
                micros / 1e3,
                "ms",
                String.format(
                        Locale.ROOT,
                        "%.1f µs for each that crosses; a look when nothing is due takes %.0f µs",
                        micros / moved,
                        nothing / 1e3));
    }

    /// Why some users have some tasks, or not.
    private void why(Figures figures) {
        Random random = new Random(1);
        double[] millis = new double[500];
        for (int n = -100; n < millis.length; n++) {
            UserId user = users.get(random.nextInt(users.size()));
            ObjectNumber number = new ObjectNumber(1_000L + random.nextInt(MANY - 1_000));
            long begin = System.nanoTime();
            storage.read(
                    account.id(),
                    tx -> new Explainer(tx, types.known(account.id(), tx)).now(user, number, clock.instant()));
            if (n >= 0) {
                millis[n] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        figures.add(
                "why, in a million tasks",
                millis[millis.length / 2],
                "ms",
                String.format(Locale.ROOT, "p99 %.2f ms", millis[millis.length * 99 / 100]));
    }

    /// The same objects with rules and without.
    private static void writePath(Engine engine, Path folder, Figures figures) throws Exception {
        double[] plain = writes(engine.newDatabase(folder.resolve("plain")), "");
        double[] ruled = writes(engine.newDatabase(folder.resolve("ruled")), """
                "selection": {"rules": [
                  {"name": "team", "meaning": "Its team", "team": "team"},
                  {"name": "user", "meaning": "Its user", "users": "userid"}],
                 "limits": [{"name": "closed", "meaning": "Closed", "set": "isclosed", "window": "14 days", "forall": true},
                  {"name": "unchanged", "meaning": "Old", "changed": true, "window": "1 year"}]},
                """);
        figures.add("2,000 new objects without rules", plain[0], "ms", "");
        figures.add(
                "2,000 new objects with rules",
                ruled[0],
                "ms",
                String.format(Locale.ROOT, "%.2f times", ruled[0] / plain[0]));
        figures.add("2,000 changed objects without rules", plain[1], "ms", "");
        figures.add(
                "2,000 changed objects with rules",
                ruled[1],
                "ms",
                String.format(Locale.ROOT, "%.2f times", ruled[1] / plain[1]));
    }

    private static double[] writes(MeasuredDatabase database, String selection) throws Exception {
        CommandTypes known = CommandTypes.served().and(Map.of("visit.json", """
                {"types": [{"name": "visit", "plural": "visits", "meaning": "A visit.", "key": "id", "label": ["title"],
                  "written": true, %s
                  "fields": [
                   {"name": "id", "kind": "number", "meaning": "Its number"},
                   {"name": "title", "kind": "string", "meaning": "Its title"},
                   {"name": "description", "kind": "lstring", "meaning": "A text"},
                   {"name": "team", "kind": "number", "refersto": "team", "meaning": "The team"},
                   {"name": "userid", "kind": "number", "refersto": "user", "meaning": "The user"},
                   {"name": "isclosed", "kind": "boolean", "meaning": "Closed"}]}]}
                """.formatted(selection)));
        ObjectTypes objects = Catalog.types(known);
        InstantSource clock = InstantSource.system();
        TypeId visit = new TypeId("visit");
        try (Storage storage = database.open()) {
            Account account = storage.accounts().create(new NewAccount("bench", "Bench", ZoneOffset.UTC, new byte[32]));
            Saver saver = new Saver(storage, objects, clock, new RandomIds());
            User user = storage.write(
                    account.id(),
                    tx -> tx.addUser(new User(new UserId(1), "u", "U", "u@example.test", "", true, false)));
            saver.operate(account, "bench", saving -> Teams.add(saving, "Team", Set.of(user.id())));
            double[] created = new double[9];
            double[] changed = new double[9];
            for (int run = 0; run < created.length; run++) {
                List<Save> saves = new ArrayList<>();
                for (int n = 0; n < BATCH; n++) {
                    saves.add(new Save(
                            visit,
                            null,
                            CommandObjectType.said(JsonObject.EMPTY
                                    .with("title", new JsonText("Visit " + n))
                                    .with("description", new JsonText("Check filters, pressure and drain. ".repeat(4)))
                                    .with("team", JsonNumber.of(1))
                                    .with("userid", JsonNumber.of(user.id().value())))));
                }
                long begin = System.nanoTime();
                saver.saveAll(account, user, "bench", saves);
                created[run] = (System.nanoTime() - begin) / 1e6;
                List<Save> changes =
                        storage.read(account.id(), tx -> tx.living(visit, new ObjectNumber(0), BATCH)).stream()
                                .map(number -> new Save(
                                        visit,
                                        number,
                                        CommandObjectType.said(JsonObject.EMPTY.with(
                                                "title", new JsonText("New " + System.nanoTime())))))
                                .toList();
                begin = System.nanoTime();
                saver.saveAll(account, user, "bench", changes);
                changed[run] = (System.nanoTime() - begin) / 1e6;
            }
            return new double[] {median(created), median(changed)};
        }
    }

    private static double median(double[] values) {
        double[] late = Arrays.copyOfRange(values, 2, values.length);
        Arrays.sort(late);
        return late[late.length / 2];
    }

    @Override
    public void close() {
        server.close();
    }
}
