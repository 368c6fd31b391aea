package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.memory.InMemoryStorage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One random history, two storages, equal answers to every question; the other storage is the naive one in
/// memory.
public interface DifferentialContract extends EmptyStorage {
    /// How many works a history has.
    int STEPS = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    default void aRandomHistoryGivesTheAnswersOfTheNaiveStorage(long seed) {
        try (Scenario tested = Scenario.in(newStorage());
                Scenario naive = Scenario.in(new InMemoryStorage())) {
            RandomHistory historyOfTested = new RandomHistory(new Random(seed));
            RandomHistory historyOfNaive = new RandomHistory(new Random(seed));
            for (int step = 1; step <= STEPS; step++) {
                tested.writing(historyOfTested::step);
                naive.writing(historyOfNaive::step);
                if (step % 30 == 0) {
                    assertThat(RandomHistory.everythingReadable(tested))
                            .as("seed %d after %d works", seed, step)
                            .isEqualTo(RandomHistory.everythingReadable(naive));
                }
            }
        }
    }
}
