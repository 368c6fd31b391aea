package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Kills the server while four devices write, starts it again on the same file, and compares what is there
/// with what was promised (invariants I2 to I5, loss classes 14, 25, 26). `-Dtidemark.kills=200
/// -Dtidemark.seed=…` for longer runs.
class CrashTest {
    private static final int KILLS = Integer.getInteger("tidemark.kills", 8);
    private static final long SEED = Long.getLong("tidemark.seed", 20_310_402L);
    private static final int WRITERS = 4;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<CrashWriter> writers = new ArrayList<>();

    @Test
    void whatWasConfirmedIsThereOnceAfterEveryKill() throws Exception {
        Path database = folder.resolve("tidemark.db");
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new CrashWriter("w" + i, random.split()));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            CrashServer server = CrashServer.start(database);
            check(server);
            writeUntilKilled(server);
        }
        CrashServer last = CrashServer.start(database);
        check(last);
        last.killAfter(0);
        int confirmed = writers.stream().mapToInt(CrashWriter::answered).sum();
        System.out.println("kills " + KILLS + ", seed " + SEED + ", confirmed commits " + confirmed + ", tasks "
                + writers.stream().mapToInt(writer -> writer.promised().size()).sum());
        assertThat(confirmed).isGreaterThanOrEqualTo(KILLS);
    }

    private void writeUntilKilled(CrashServer server) throws IOException, InterruptedException, ExecutionException {
        Semaphore acknowledged = new Semaphore(0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (CrashWriter writer : writers) {
                Device device = server.device(TestServer.IDA);
                writing.add(threads.submit(() -> writer.write(device, acknowledged)));
            }
            boolean enough = acknowledged.tryAcquire(random.nextInt(1, 80), 60, TimeUnit.SECONDS);
            server.killAfter(random.nextLong(20_000));
            for (Future<?> writer : writing) {
                writer.get();
            }
            assertThat(enough).as("commits are answered").isTrue();
        }
    }

    private void check(CrashServer server) {
        Device reader = server.device(TestServer.IDA);
        Map<String, Integer> stored = new HashMap<>();
        TreeSet<String> ids = new TreeSet<>();
        for (JsonNode item : reader.syncTasks().body().path("Tasks")) {
            JsonNode task = item.path("Task");
            assertThat(stored.put(
                            task.path("Title").asString(),
                            Integer.parseInt(task.path("Description").asString())))
                    .as("stored twice: " + task)
                    .isNull();
            ids.add(task.path("Id").asString());
        }
        TreeSet<String> unexplained = new TreeSet<>(stored.keySet());
        for (CrashWriter writer : writers) {
            writer.check(stored);
            writer.checkTokens(server.device(TestServer.IDA), ids);
            unexplained.removeAll(writer.promised().keySet());
            unexplained.removeAll(writer.possible());
        }
        assertThat(unexplained).isEmpty();
    }
}
