package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same histories on every storage give the same answers and the same outcomes, to the letter: ids are
/// counted, so nothing has to be made comparable first. `-Dtidemark.simulation.seeds=…` runs more of them.
class DifferentialTest {
    private static final int SEEDS = Integer.getInteger("tidemark.simulation.seeds", 120);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"SQLITE, 10", "POSTGRES, 30"})
    void everyStorageAnswersLikeMemory(StorageKind kind, int rareness) {
        for (int seed = 0; seed < SEEDS / rareness; seed++) {
            List<Deed> history = Deed.history(seed, 150, Scene.DEVICES);
            assertThat(transcript(kind, history)).as("seed " + seed).isEqualTo(transcript(StorageKind.MEMORY, history));
        }
    }

    private List<String> transcript(StorageKind kind, List<Deed> history) {
        try (Storage storage = kind.openNew(folder)) {
            Scene scene = new Scene(storage);
            history.forEach(scene::play);
            scene.settle();
            scene.oracle.requireKept();
            return scene.transcript;
        }
    }
}
