package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Measures devices that wait: what each costs, and how long after a commit the right one is told.
final class LiveBench {
    private static final int CHANGES_PER_SECOND = 1_000;
    private static final int SECONDS = 20;
    private static final int WARM_UP_SECONDS = 5;

    private LiveBench() {}

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        for (int devices : new int[] {1_000, 10_000, 18_000}) {
            try (Server server = Server.start(engine.newDatabase(folder.resolve("" + devices)), devices)) {
                measure(server, devices, figures);
            }
        }
    }

    private static void measure(Server server, int devices, Figures figures) throws Exception {
        List<String> tokens = tokens(server.port, devices);
        long heapBefore = server.heapBytes();
        long residentBefore = server.residentBytes();
        try (IdleDevices waiting = new IdleDevices(server.port, tokens)) {
            double heap = (server.heapBytes() - heapBefore) / 1024.0 / devices;
            double resident = (server.residentBytes() - residentBefore) / 1024.0 / devices;
            figures.add(
                    devices + " waiting devices, heap for each",
                    heap,
                    "KB",
                    String.format(Locale.ROOT, "resident memory %.1f KB for each", resident));
            idle(server, devices, figures);
            latency(server, waiting, devices, figures);
        }
    }

    private static void idle(Server server, int devices, Figures figures) throws Exception {
        Duration before = server.processorTime();
        TimeUnit.SECONDS.sleep(30);
        double millis = server.processorTime().minus(before).toNanos() / 1e6;
        figures.add(devices + " waiting devices, processor time in an idle second", millis / 30, "ms", "");
    }

    private static List<String> tokens(int port, int devices) throws Exception {
        BenchClient client = new BenchClient(port, 0, BenchServer.email(0));
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<String>> logins = new ArrayList<>();
            for (int i = 0; i < devices; i++) {
                String email = BenchServer.email(i);
                logins.add(pool.submit(() -> client.logIn(email)));
            }
            List<String> tokens = new ArrayList<>();
            for (Future<String> login : logins) {
                tokens.add(login.get());
            }
            return tokens;
        }
    }

    /// One change for each device in turn, each committed by itself.
    private static void latency(Server server, IdleDevices waiting, int devices, Figures figures) throws Exception {
        server.load(WARM_UP_SECONDS * CHANGES_PER_SECOND);
        List<LiveBenchServer.Written> written = server.load(SECONDS * CHANGES_PER_SECOND);
        TimeUnit.SECONDS.sleep(1);
        List<Double> millis = new ArrayList<>();
        List<Double> commits = new ArrayList<>();
        for (LiveBenchServer.Written change : written) {
            long told = waiting.toldNanos(change.device()).stream()
                    .filter(at -> at > change.begunNanos())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a device was not told"));
            millis.add(Math.max(0, told - change.committedNanos()) / 1e6);
            commits.add((change.committedNanos() - change.begunNanos()) / 1e6);
        }
        add(figures, devices + " waiting: commit", commits);
        add(figures, devices + " waiting: from its commit until the device has the signal", millis);
    }

    private static void add(Figures figures, String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        figures.add(
                what,
                sorted.get(sorted.size() / 2),
                "ms",
                String.format(
                        Locale.ROOT,
                        "p99 %.1f ms, longest %.1f ms, at %d changes/s",
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.getLast(),
                        CHANGES_PER_SECOND));
    }

    /// The measured process, seen from outside.
    private static final class Server implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final BufferedWriter in;
        private final int port;

        private Server(Process process, BufferedReader out, int port) {
            this.process = process;
            this.out = out;
            this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
            this.port = port;
        }

        static Server start(MeasuredDatabase database, int users) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dlogback.configurationFile=bench-logback.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LiveBenchServer.class.getName(),
                            database.folder().toString(),
                            database.url(),
                            "" + users)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready ")) {
                    return new Server(process, out, Integer.parseInt(line.split(" ", -1)[1]));
                }
            }
            throw new IllegalStateException("the server did not start");
        }

        long heapBytes() throws IOException {
            return Long.parseLong(ask("heap"));
        }

        private String ask(String what) throws IOException {
            in.write(what + "\n");
            in.flush();
            return out.readLine();
        }

        /// So many changes, at [#CHANGES_PER_SECOND].
        List<LiveBenchServer.Written> load(int count) throws IOException {
            List<LiveBenchServer.Written> written = new ArrayList<>();
            String line = ask("load " + count + " " + CHANGES_PER_SECOND);
            for (int i = 0; i < count; i++) {
                written.add(LiveBenchServer.Written.parse(line));
                line = i < count - 1 ? out.readLine() : "";
            }
            return written;
        }

        long residentBytes() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
            return 0;
        }

        Duration processorTime() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            process.destroy();
            process.onExit().join();
        }
    }
}
