package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command API, measured over loopback from one connection.
final class CommandBench {
    private static final int TASKS = 100_000;
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int CHANGES = 100;
    private static final Pattern KEY = Pattern.compile("\"resumekey\":\"([^\"]+)\"");
    private static final Pattern DATE = Pattern.compile("\"date\":\"([^\"]+)\",\"time\":\"([^\"]+)\"}");
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final List<String> SET_UP = List.of(
            "GetCurrentUserID",
            "GetCustomFields",
            "GetMyPendingCalls",
            "GetMyTools",
            "GetPendingQuestionRequests",
            "GetCustomAppLinks",
            "GetTodoTemplates",
            "GetPersonalDocuments",
            "GetToolTypes",
            "GetWorkareas",
            "GetGPSConfig",
            "GetCheckIn",
            "GetTodoStates",
            "GetToolStates",
            "GetProductStates",
            "GetCheckpoints",
            "GetInternalRegistrations",
            "GetPastRegistrations",
            "GetCustomerTypes",
            "GetEventTypes",
            "GetStocks",
            "GetTeams",
            "GetToolServiceProtocols",
            "GetPlannedTodos",
            "GISGetCustomBaselayers",
            "GetQuestionForms",
            "GetPlanDestinations",
            "GetIcons",
            "GetColumnGroups",
            "GetProductUnits");

    private final MeasuredServer server;
    private final BenchClient client;
    private final RawConnection connection;
    private final Figures figures;

    private CommandBench(MeasuredServer server, Figures figures) throws IOException {
        this.server = server;
        this.client = new BenchClient(server, BenchServer.email(1));
        this.connection = client.connect();
        this.figures = figures;
    }

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        try (MeasuredServer server = MeasuredServer.start(
                engine.newDatabase(folder), "1g", List.of("1", "todo:" + TASKS, "person:" + FEW, "product:" + MANY))) {
            CommandBench bench = new CommandBench(server, figures);
            bench.firstPass();
            bench.delta("person", "persons", "CreateUpdatePersonByID", "firstname", FEW);
            bench.delta("product", "products", "CreateUpdateProductByID", "title", MANY);
            bench.idle();
            bench.small("GetCheckIn", "{\"command\":\"GetCheckIn\"}");
            bench.small(
                    "30 set-up commands in one request",
                    String.join(
                            ",",
                            SET_UP.stream()
                                    .map(name -> "{\"command\":\"" + name + "\"}")
                                    .toList()));
            bench.saves();
        }
    }

    /// What a chain gave.
    private record Chain(long bytes, int parts, String date, String time) {}

    private Chain chain(String command, String date, String time) throws IOException {
        String question = "{\"command\":\"" + command + "\",\"changedate\":\"" + date + "\",\"changetime\":\"" + time
                + "\",\"ignoreclosed\":1";
        String key = "";
        long bytes = 0;
        int parts = 0;
        while (true) {
            RawConnection.Answer answer = client.commands(
                    connection, question + (key.isEmpty() ? "" : ",\"resumekey\":\"" + key + "\"") + "}");
            bytes += answer.bytes();
            parts++;
            Matcher next = KEY.matcher(answer.tail());
            if (!next.find()) {
                Matcher at = DATE.matcher(answer.tail());
                if (!at.find()) {
                    throw new IllegalStateException(answer.tail());
                }
                return new Chain(bytes, parts, at.group(1), at.group(2));
            }
            key = next.group(1);
        }
    }

    private void firstPass() throws Exception {
        long[] bare = new long[1];
        double limit = Figures.medianMillis(10, 9, i -> bare[0] = client.bare(1, 3L * TASKS, "todo"));
        Chain[] chain = new Chain[1];
        double pass =
                Figures.medianMillis(10, 9, i -> chain[0] = chain("GetTodosByLastChange", "1970-01-01", "00:00:00"));
        figures.add("bare scan to a socket, " + TASKS + " todos", limit, "ms", bare[0] / 1000 + " kB");
        figures.add(
                "first pass over " + TASKS + " todos in a chain",
                pass,
                "ms",
                String.format(
                        Locale.ROOT,
                        "%d kB in %d parts; %.2f times the bare scan; %.0f objects/s",
                        chain[0].bytes() / 1000,
                        chain[0].parts(),
                        pass / limit,
                        TASKS / pass * 1000));
    }

    /// Changes some objects, waits for the next second (a cursor has whole seconds), and asks what changed.
    private void delta(String type, String plural, String save, String field, int size) throws Exception {
        String list = "Get" + Character.toUpperCase(plural.charAt(0)) + plural.substring(1) + "ByLastChange";
        Chain all = chain(list, "1970-01-01", "00:00:00");
        String first =
                new String(client.commands("{\"command\":\"" + list + "\",\"changedate\":\"1970-01-01\"}"), UTF_8);
        Matcher id = ID.matcher(first);
        StringBuilder commands = new StringBuilder();
        for (int n = 0; n < CHANGES && id.find(); n++) {
            commands.append(n == 0 ? "" : ",")
                    .append("{\"command\":\"" + save + "\",\"" + type + "\":{\"id\":" + id.group(1) + ",\"" + field
                            + "\":\"changed " + System.nanoTime() + "\"}}");
        }
        client.commands(commands.toString());
        double delta = Figures.medianMillis(20, 15, i -> chain(list, all.date(), all.time()));
        figures.add(list + ": " + CHANGES + " changes among " + size, delta, "ms", "");
    }

    private void idle() throws Exception {
        String since =
                "{\"command\":\"GetProductsByLastChange\",\"changedate\":\"2099-01-01\",\"changetime\":\"00:00:00\"}";
        small("pass over " + MANY + " products in which nothing changed", since);
    }

    private void small(String what, String commands) throws Exception {
        int repetitions = 300;
        double millis = Figures.medianMillis(200, repetitions, i -> client.commands(commands));
        Duration before = server.processorTime();
        for (int i = 0; i < repetitions; i++) {
            client.commands(commands);
        }
        double processor = server.processorTime().minus(before).toNanos() / 1e6 / repetitions;
        figures.add(
                what, millis, "ms", String.format(Locale.ROOT, "%.2f ms of the server's processor time", processor));
    }

    private void saves() throws Exception {
        int count = 500;
        double millis = Figures.medianMillis(2, 5, run -> {
            StringBuilder commands = new StringBuilder();
            for (int n = 0; n < count; n++) {
                commands.append(n == 0 ? "" : ",")
                        .append("{\"command\":\"CreateUpdateTodo\",\"clientid\":\"" + run + "-" + n
                                + "\",\"todo\":{\"title\":\"New " + n + "\"}}");
            }
            client.commands(commands.toString());
        });
        figures.add(
                count + " new todos, a command each, in one request",
                millis,
                "ms",
                Math.round(count / millis * 1000) + " saves/s, each durable when its command ends");
    }
}
