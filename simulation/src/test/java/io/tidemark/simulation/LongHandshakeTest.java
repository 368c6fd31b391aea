package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Long random histories of the steps of [ExhaustiveHandshakeTest], on the engine and on the reference model. A
/// failure prints the seed and a short history that [#replayed] takes as text.
class LongHandshakeTest {
    private static final int HISTORIES = Integer.getInteger("tidemark.simulation.histories", 1_500);
    private static final int STEPS_MAX = 28;

    /// A place to paste a history into. It holds the last one that found a defect.
    private static final String REPLAYED = """
            SYNC 1
            COMMIT 1
            EDIT_TITLE 1 a
            OFFICE_SHARE 0 a
            COMMIT 1
            OFFICE_SHARE 0 a
            """;

    @Test
    void longHistoriesAgreeWithTheModel() {
        List<Step> steps = Step.all(List.of(1, 2), List.of("a", "b", "c"));
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Step> history = new ArrayList<>(Step.parse("SYNC 1\nSYNC 2"));
            int length = 6 + random.nextInt(STEPS_MAX - 5);
            for (int n = 0; n < length; n++) {
                history.add(steps.get(random.nextInt(steps.size())));
            }
            if (failure(history) != null) {
                List<Step> shortest = Shrinker.shrink(history, candidate -> failure(candidate) != null);
                throw new AssertionError("seed " + seed + "\n" + Step.text(shortest), failure(shortest));
            }
        }
    }

    @Test
    void replayed() {
        assertThat(failure(Step.parse(REPLAYED))).isNull();
    }

    private static Throwable failure(List<Step> history) {
        try {
            Walk walk = new Walk();
            history.forEach(step -> {
                if (walk.take(step)) {
                    walk.check();
                }
            });
            walk.settle();
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }
}
