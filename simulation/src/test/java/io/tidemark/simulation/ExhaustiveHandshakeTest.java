package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every short history of two devices, three notes and an office, on the engine and on the reference model. A
/// history that reaches a state of the model that was seen before is not continued; whether the engine's state
/// is then the same too is what the long random histories of the same steps look at ([LongHandshakeTest]).
///
/// The depths are bounded by time; `-Dtidemark.simulation.deeper=1` adds a step to each (minutes instead of
/// seconds).
class ExhaustiveHandshakeTest {
    private static final int DEEPER = Integer.getInteger("tidemark.simulation.deeper", 0);

    private static final List<Step> SETTLED = Step.parse("""
            SYNC 1
            COMMIT 1
            SYNC 2
            COMMIT 2
            """);

    @Test
    void everyShortHistoryOfAFreshDevice() {
        explore(Step.parse("SYNC 1"), Step.all(List.of(1), List.of("a", "b")), 4 + DEEPER);
    }

    @Test
    void everyShortHistoryOfTwoSettledDevicesAndThreeNotes() {
        explore(SETTLED, Step.all(List.of(1, 2), List.of("a", "b", "c")), 3 + DEEPER);
    }

    @Test
    void everyLongerHistoryOfOneNoteAndOneDevice() {
        explore(SETTLED, Step.all(List.of(1), List.of("a")), 5 + DEEPER);
    }

    @Test
    void everyShortHistoryOfOneNoteAndTwoDevices() {
        explore(SETTLED, Step.all(List.of(1, 2), List.of("a")), 3 + DEEPER);
    }

    private static void explore(List<Step> start, List<Step> steps, int depth) {
        Set<String> seen = new HashSet<>();
        List<List<Step>> histories = List.of(start);
        int walked = 0;
        for (int level = 0; level < depth; level++) {
            List<List<Step>> next = new ArrayList<>();
            for (List<Step> history : histories) {
                for (Step step : steps) {
                    List<Step> longer = new ArrayList<>(history);
                    longer.add(step);
                    walked++;
                    if (leadsToANewState(longer, seen)) {
                        next.add(longer);
                    }
                }
            }
            histories = next;
        }
        System.getLogger("simulation").log(System.Logger.Level.INFO, walked + " histories, " + seen.size() + " states");
        assertThat(seen).hasSizeGreaterThan(depth);
    }

    private static boolean leadsToANewState(List<Step> history, Set<String> seen) {
        try {
            Walk walk = new Walk();
            boolean happened = true;
            for (Step step : history) {
                happened = walk.take(step);
            }
            if (!happened || !seen.add(walk.canonical())) {
                return false;
            }
            walk.check();
            walk.settle();
            return true;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("after\n" + Step.text(history), e);
        }
    }
}
