package io.tidemark.e2e;

import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Histories of two devices, walked over HTTP on SQLite and on the reference model at once (meeting API 5.4 to 5.8).
class ModelReplayTest {
    private static final int HISTORIES = Integer.getInteger("tidemark.histories", 100);
    private static final long SEED = Long.getLong("tidemark.seed", 5_4L);
    private static final int STEPS = 25;

    @TempDir
    private Path folder;

    @Test
    void serverAndModelSayTheSame() {
        SplittableRandom random = new SplittableRandom(SEED);
        try (TestServer server =
                new TestServer(SqliteStorage.open(folder.resolve("tidemark.db"), SqliteOptions.defaults()))) {
            for (int history = 0; history < HISTORIES; history++) {
                new ModelReplay(server, "history-" + history).walk(random.split(), STEPS);
            }
        }
    }
}
