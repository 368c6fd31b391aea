package io.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The meeting API, measured over loopback.
final class MeetingBench {
    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final int CHANGES = 100;
    private static final int UPLOADS = 1_000;
    private static final int IDLE_SYNCS = 3_000;
    private static final int CLIENTS = 50;

    private final Figures figures;

    private MeetingBench(Figures figures) {
        this.figures = figures;
    }

    static void run(Engine engine, Path folder, Figures figures) throws Exception {
        MeetingBench bench = new MeetingBench(figures);
        try (MeasuredServer server = MeasuredServer.start(
                engine.newDatabase(folder.resolve("one")), "1g", List.of("" + SMALL, "" + LARGE))) {
            bench.firstSync(server, SMALL, 1);
            bench.firstSync(server, LARGE, 2L * SMALL + 1);
            bench.delta(server, SMALL);
            bench.delta(server, LARGE);
            bench.idle(server);
            bench.uploads(server);
        }
        try (MeasuredServer server =
                MeasuredServer.start(engine.newDatabase(folder.resolve("many")), "256m", List.of("" + SMALL))) {
            bench.manyClients(server);
        }
    }

    private void firstSync(MeasuredServer server, int size, long firstNumber) throws Exception {
        long lastNumber = firstNumber + 2L * size - 1; // each task is a todo too
        BenchClient client = new BenchClient(server, BenchServer.email(size));
        long[] bytes = new long[2];
        double bare = Figures.medianMillis(25, 15, i -> bytes[0] = client.bare(firstNumber, lastNumber, "task"));
        double sync =
                Figures.medianMillis(25, 15, i -> bytes[1] = client.sync("").bytes());
        figures.add("bare scan to a socket, " + size + " tasks", bare, "ms", bytes[0] / 1000 + " kB");
        figures.add(
                "first Sync, " + size + " tasks",
                sync,
                "ms",
                String.format(
                        java.util.Locale.ROOT,
                        "%d kB; %.2f times the bare scan; %.0f objects/s",
                        bytes[1] / 1000,
                        sync / bare,
                        size / sync * 1000));
    }

    private void delta(MeasuredServer server, int size) throws Exception {
        BenchClient client = new BenchClient(server, BenchServer.email(size));
        String[] token = {confirmAll(client)};
        BenchClient other = new BenchClient(server, BenchServer.email(size));
        String otherToken = other.sync("").token();
        List<Double> syncs = new ArrayList<>();
        List<Double> commits = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            other.commit(changes(size, i * CHANGES, CHANGES, otherToken, "Round " + i));
            long begin = System.nanoTime();
            byte[] body = client.syncBody(token[0]);
            syncs.add((System.nanoTime() - begin) / 1e6);
            begin = System.nanoTime();
            client.commit(body);
            commits.add((System.nanoTime() - begin) / 1e6);
            token[0] = client.sync(tokenOf(body)).token();
        }
        figures.add("Sync that carries 100 changes among " + size, median(syncs), "ms", "");
        figures.add("commit that confirms 100 changes among " + size, median(commits), "ms", "");
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.subList(values.size() / 3, values.size()).stream()
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /// Confirms the whole list, in commits of the size that the server takes.
    private static String confirmAll(BenchClient client) throws IOException {
        String body = new String(client.syncBody(""), UTF_8);
        String token = tokenOf(body.getBytes(UTF_8));
        List<String> items = new ArrayList<>();
        int from = body.indexOf("{\"State\"");
        while (from >= 0) {
            int next = body.indexOf(",{\"State\"", from);
            items.add(body.substring(from, next < 0 ? body.lastIndexOf("]}") : next));
            from = next < 0 ? -1 : next + 1;
        }
        for (int i = 0; i < items.size(); i += SMALL) {
            String part = String.join(",", items.subList(i, Math.min(items.size(), i + SMALL)));
            client.commit(("{\"SyncToken\":\"" + token + "\",\"Tasks\":[" + part + "]}").getBytes(UTF_8));
        }
        return client.sync(token).token();
    }

    private static String tokenOf(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, 500), UTF_8);
        int begin = head.indexOf("\"SyncToken\":\"") + 13;
        return head.substring(begin, head.indexOf('"', begin));
    }

    private static byte[] changes(int size, int from, int count, String token, String title) {
        StringBuilder body = new StringBuilder("{\"SyncToken\":\"" + token + "\",\"Tasks\":[");
        for (int i = from; i < from + count; i++) {
            body.append(i > from ? "," : "")
                    .append("{\"State\":\"MODIFIED\",\"LastModified\":\"2031-01-01T00:00:00Z\",\"Task\":{\"Id\":\"")
                    .append(BenchServer.id(size, i % size))
                    .append("\",\"Title\":\"")
                    .append(title)
                    .append("\"}}");
        }
        return body.append("]}").toString().getBytes(UTF_8);
    }

    private void idle(MeasuredServer server) throws Exception {
        BenchClient client = new BenchClient(server, BenchServer.email(LARGE));
        String token = confirmAll(client);
        for (int i = 0; i < IDLE_SYNCS; i++) {
            token = client.sync(token).token();
        }
        Duration before = server.processorTime();
        long begin = System.nanoTime();
        for (int i = 0; i < IDLE_SYNCS; i++) {
            token = client.sync(token).token();
        }
        double wall = (System.nanoTime() - begin) / 1e6 / IDLE_SYNCS;
        double processor = server.processorTime().minus(before).toNanos() / 1e6 / IDLE_SYNCS;
        figures.add("idle Sync among " + LARGE + ", processor time of the server", processor, "ms", "");
        figures.add("idle Sync among " + LARGE + ", seen by the client", wall, "ms", "");
    }

    private void uploads(MeasuredServer server) throws Exception {
        BenchClient client = new BenchClient(server, BenchServer.email(SMALL));
        String token = client.sync("").token();
        double created = Figures.medianMillis(6, 9, i -> client.commit(creations(i, token)));
        figures.add("commit of 1,000 new tasks", created, "ms", Math.round(UPLOADS / created * 1000) + " uploads/s");
        double changed =
                Figures.medianMillis(6, 9, i -> client.commit(changes(SMALL, 0, UPLOADS, token, "Changed " + i)));
        figures.add(
                "commit of 1,000 changed tasks", changed, "ms", Math.round(UPLOADS / changed * 1000) + " uploads/s");
    }

    private static byte[] creations(int run, String token) {
        StringBuilder body = new StringBuilder("{\"SyncToken\":\"" + token + "\",\"Tasks\":[");
        for (int i = 0; i < UPLOADS; i++) {
            body.append(i > 0 ? "," : "")
                    .append("{\"State\":\"NEW\",\"ClientSyncId\":\"c-" + run + "-" + i + "\",\"Task\":")
                    .append(BenchServer.task(i, "New"))
                    .append("}");
        }
        return body.append("]}").toString().getBytes(UTF_8);
    }

    private void manyClients(MeasuredServer server) throws Exception {
        List<BenchClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new BenchClient(server, BenchServer.email(SMALL)));
        }
        clients.getFirst().sync("");
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            List<Callable<Long>> syncs = clients.stream()
                    .map(client -> (Callable<Long>) () -> client.sync("").bytes())
                    .toList();
            for (Future<Long> sync : pool.invokeAll(syncs)) {
                sync.get();
            }
            figures.add(
                    "50 first Syncs of 10,000 at once, all done",
                    (System.nanoTime() - begin) / 1e6,
                    "ms",
                    "heap limit 256 MB");
        }
        figures.add("the same, resident memory of the server at its peak", server.memoryBytes("VmHWM") / 1e6, "MB", "");
    }
}
