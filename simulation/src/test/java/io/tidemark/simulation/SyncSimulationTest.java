package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.memory.InMemoryStorage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Long seeded histories of six devices of three users. A failure prints the seed and a short history as text, for
/// [#replayed]. `-Dtidemark.simulation.seeds=…` runs more of them.
class SyncSimulationTest {
    private static final int SEEDS = Integer.getInteger("tidemark.simulation.seeds", 120);

    /// A place to paste a history into.
    private static final String REPLAYED = """
            CREATE 0 0 1
            SYNC 0 0 2
            COMMIT 0 0 3
            """;

    @Test
    void historiesOfManyDevices() {
        for (int seed = 0; seed < SEEDS; seed++) {
            require(seed, Deed.history(seed, 60 + seed % 5 * 60, Scene.DEVICES));
        }
    }

    /// So long that rounds are pruned and the oldest tokens end.
    @Test
    void longHistoriesOfOneDevice() {
        for (int seed = 0; seed < SEEDS / 20; seed++) {
            require(1_000 + seed, Deed.history(1_000 + seed, 900, 1));
        }
    }

    @Test
    void replayed() {
        assertThat(failure(Deed.parse(REPLAYED))).isNull();
    }

    private static void require(int seed, List<Deed> history) {
        if (failure(history) != null) {
            List<Deed> shortest = Shrinker.shrink(history, candidate -> failure(candidate) != null);
            throw new AssertionError("seed " + seed + "\n" + Deed.text(shortest), failure(shortest));
        }
    }

    private static Throwable failure(List<Deed> history) {
        try {
            Scene scene = new Scene(new InMemoryStorage());
            history.forEach(scene::play);
            scene.settle();
            scene.oracle.requireKept();
            requireIdle(scene);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    /// A device at rest is told nothing, and asking writes nothing.
    private static void requireIdle(Scene scene) {
        List<String> calls = new ArrayList<>();
        World counted = scene.world.through(new CountingStorage(scene.world.storage(), calls::add));
        for (Scene.Station station : scene.stations) {
            Answer answer = counted.sync(station.user, scene.token(station), NoteType.DETECT_ALL);
            assertThat(answer.items()).isEmpty();
        }
        assertThat(calls).doesNotContain("begin write");
    }
}
