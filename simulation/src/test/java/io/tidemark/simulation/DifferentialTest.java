package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same histories on every storage give the same answers and the same outcomes, to the letter: ids are
/// counted, so nothing has to be made comparable first.
class DifferentialTest {
    private static final int SEEDS = 12;

    @TempDir
    private Path folder;

    @Test
    void sqliteAnswersLikeMemory() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Deed> history = Deed.history(seed, 150, Scene.DEVICES);
            List<String> expected = transcript(new InMemoryStorage(), history);
            Path file = folder.resolve("scene-" + seed + ".db");
            assertThat(transcript(SqliteStorage.open(file, SqliteOptions.defaults()), history))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
    }

    private static List<String> transcript(Storage storage, List<Deed> history) {
        try (storage) {
            Scene scene = new Scene(storage);
            history.forEach(scene::play);
            scene.settle();
            scene.oracle.requireKept();
            return scene.transcript;
        }
    }
}
