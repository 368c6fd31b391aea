package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Measures devices that wait: what each costs, and how long after a commit the right one is told.
final class LiveBench {
    private static final int CHANGES_PER_SECOND = 1_000;
    /// Of a PostgreSQL that shares two cores with servers and devices, in one account.
    private static final int CHANGES_PER_SECOND_SHARED = 250;

    private static final int SECONDS = 20;
    private static final int WARM_UP_SECONDS = 5;
    private static final int CROWD = 50_000;
    private static final int NODES = 3;

    private LiveBench() {}

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        for (int devices : engine.isAlone() ? new int[] {1_000, 10_000, 18_000} : new int[] {1_000, 10_000}) {
            try (Server server = Server.start(engine.newDatabase(folder.resolve("" + devices)), devices)) {
                measure(server, devices, figures);
            }
        }
        if (!engine.isAlone()) {
            crowd(engine.newDatabase(folder.resolve("crowd")), figures);
        }
    }

    /// More devices than one process may have connections, at several servers of one database: what each takes.
    private static void crowd(MeasuredDatabase database, Figures figures) throws Exception {
        List<Server> servers = new ArrayList<>();
        List<BenchProcess> devices = new ArrayList<>();
        try {
            for (int n = 0; n < NODES; n++) {
                servers.add(Server.start(database, n == 0 ? CROWD : 0));
            }
            long heap = 0;
            for (int n = 0; n < NODES; n++) {
                Server server = servers.get(n);
                heap -= server.heapBytes();
                devices.add(BenchProcess.start(
                        "1g",
                        LiveBenchDevices.class,
                        List.of("" + server.port, "" + n, "" + NODES, "" + (CROWD - n + NODES - 1) / NODES)));
                heap += server.heapBytes();
            }
            figures.add(
                    CROWD + " waiting devices at " + NODES + " servers, heap for each",
                    heap / 1024.0 / CROWD,
                    "KB",
                    "at most " + (CROWD / NODES + 1) + " at one");
        } finally {
            devices.forEach(BenchProcess::close);
            servers.forEach(Server::close);
        }
    }

    private static void measure(Server server, int devices, Figures figures) throws Exception {
        List<String> tokens = LiveBenchDevices.tokens(server.port, 0, 1, devices);
        long heapBefore = server.heapBytes();
        long residentBefore = server.memoryBytes("VmRSS");
        try (IdleDevices waiting = new IdleDevices(server.port, tokens)) {
            double heap = (server.heapBytes() - heapBefore) / 1024.0 / devices;
            double resident = (server.memoryBytes("VmRSS") - residentBefore) / 1024.0 / devices;
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

    /// One change for each device in turn, each committed by itself.
    private static void latency(Server server, IdleDevices waiting, int devices, Figures figures) throws Exception {
        server.load(WARM_UP_SECONDS);
        List<LiveBenchServer.Written> written = server.load(SECONDS);
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
                        sorted.size() / SECONDS));
    }

    /// The measured process, seen from outside.
    private static final class Server extends BenchProcess {
        private final int port;
        private final int changesPerSecond;

        private Server(Process process, int changesPerSecond) throws IOException {
            super(process);
            this.changesPerSecond = changesPerSecond;
            this.port = readyNumber(1);
        }

        /// @param users how many it makes; 0 when another server has made them
        static Server start(MeasuredDatabase database, int users) throws IOException {
            return new Server(
                    process(
                            "1g",
                            LiveBenchServer.class,
                            List.of(database.folder().toString(), database.url(), "" + users)),
                    database.isSqlite() ? CHANGES_PER_SECOND : CHANGES_PER_SECOND_SHARED);
        }

        long heapBytes() throws IOException {
            say("heap");
            return Long.parseLong(hear());
        }

        /// Changes for so long, at a steady rate.
        List<LiveBenchServer.Written> load(int seconds) throws IOException {
            int count = seconds * changesPerSecond;
            say("load " + count + " " + changesPerSecond);
            List<LiveBenchServer.Written> written = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                written.add(LiveBenchServer.Written.parse(hear()));
            }
            return written;
        }
    }
}
