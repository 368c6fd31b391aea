package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.created;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.log.Sequence;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The scan of a selection: the hot path of a first synchronization.
interface ScanContract extends EmptyStorage {
    /// A limit that these tests do not reach.
    PageLimit WIDE = new PageLimit(100, 1_000_000);

    @Test
    default void aScanHandsOverNumberVersionInstantAndBody() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "one", ANN);
            on.create("x", "not hers", BOB);
            on.create("b", "two", ANN);
            on.change("a", "three", ANN);

            assertThat(scan(on, 4, 0, WIDE))
                    .containsExactly(
                            "1 v4 " + NOON.toEpochMilli() + " three",
                            "3 v3 " + NOON.toEpochMilli() + " two",
                            "Optional.empty");
        }
    }

    @Test
    default void aScanAtAnEarlierPositionSeesNothingThatCameLater() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "a1", ANN);
            on.create("b", "b1", ANN);
            on.create("c", "c1", ANN);
            on.change("a", "a2", ANN);
            on.delete("b");
            on.change("c", "c2", BOB);
            on.create("d", "d1", ANN);
            on.create("b", "b2", ANN);

            assertThat(bodies(on, 0)).isEmpty();
            assertThat(bodies(on, 3)).containsExactly("a1", "b1", "c1");
            assertThat(bodies(on, 4)).containsExactly("a2", "b1", "c1");
            assertThat(bodies(on, 5)).containsExactly("a2", "c1");
            assertThat(bodies(on, 6)).containsExactly("a2");
            assertThat(bodies(on, 7)).containsExactly("a2", "d1");
            assertThat(bodies(on, 8)).containsExactly("a2", "b2", "d1");
        }
    }

    private static List<String> bodies(Scenario on, long at) {
        List<String> page = scan(on, at, 0, WIDE);
        return page.subList(0, page.size() - 1).stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private static List<String> scan(Scenario on, long at, long after, PageLimit limit) {
        RandomHistory.Selection selection = new RandomHistory.Selection(ANN, TASK, new Sequence(at));
        return on.read(transaction -> Description.ofScan(transaction, selection, after, limit));
    }

    @Test
    default void aPageEndsAtItsNumberOfObjects() {
        try (Scenario on = Scenario.in(newStorage())) {
            create(on, 5, "12345678");

            assertThat(ends(on, new PageLimit(2, 1_000_000))).containsExactly("2", "4", "end");
            assertThat(ends(on, new PageLimit(5, 1_000_000)))
                    .as("nothing after the fifth")
                    .containsExactly("end");
        }
    }

    @Test
    default void aPageEndsAfterTheObjectThatReachesItsBytes() {
        try (Scenario on = Scenario.in(newStorage())) {
            create(on, 5, "12345678");

            assertThat(ends(on, new PageLimit(100, 16))).containsExactly("2", "4", "end");
            assertThat(ends(on, new PageLimit(100, 17))).containsExactly("3", "end");
            assertThat(ends(on, new PageLimit(100, 1))).containsExactly("1", "2", "3", "4", "end");
        }
    }

    /// Loss class 4: more objects of one instant than fit a page come once each, in pages that end.
    @Test
    default void lossClass4ManyObjectsOfOneInstantComeOnceEachInPages() {
        try (Scenario on = Scenario.in(newStorage())) {
            create(on, 500, "same");

            for (int objectsMax : new int[] {1, 7, 499, 500, 501}) {
                assertThat(pass(on, new PageLimit(objectsMax, 1_000_000)))
                        .as("pages of %d", objectsMax)
                        .isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
            }
        }
    }

    private static void create(Scenario on, int count, String body) {
        List<Change> changes = IntStream.range(0, count)
                .mapToObj(i -> created("id-" + i, body, ANN))
                .toList();
        on.write().append(changes, NOON);
    }

    private static List<String> ends(Scenario on, PageLimit limit) {
        List<String> ends = new ArrayList<>();
        walk(on, limit, page -> ends.add(page.getLast().replaceAll("\\D", "")));
        ends.replaceAll(end -> end.isEmpty() ? "end" : end);
        return ends;
    }

    private static List<Integer> pass(Scenario on, PageLimit limit) {
        List<Integer> seen = new ArrayList<>();
        walk(
                on,
                limit,
                page -> page.subList(0, page.size() - 1)
                        .forEach(line -> seen.add(Integer.parseInt(line.substring(0, line.indexOf(' '))))));
        return seen;
    }

    private static void walk(Scenario on, PageLimit limit, java.util.function.Consumer<List<String>> reader) {
        long after = 0;
        for (int pages = 0; pages <= 500; pages++) {
            List<String> page = scan(on, 500, after, limit);
            reader.accept(page);
            if (page.getLast().equals("Optional.empty")) {
                return;
            }
            after = Long.parseLong(page.getLast().replaceAll("\\D", ""));
        }
        throw new AssertionError("the pass does not end");
    }
}
