package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.START;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.changeOf;
import static io.tidemark.storage.contract.Scenario.key;
import static io.tidemark.storage.contract.Scenario.numbers;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction.Touch;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who should have what, since when, and what touched it last.
interface SelectionsContract extends EmptyStorage {
    @Test
    default void anEdgeBeginsStaysAndEndsWithTheAudience() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.change("a", "2", ANN, BOB);
            on.change("a", "3", BOB);
            on.delete("a");
            on.create("a", "4", ANN);

            assertThat(edges(on, ANN, "a"))
                    .containsExactly(new Edge(new Sequence(1), new Sequence(3)), new Edge(new Sequence(5), null));
            assertThat(edges(on, BOB, "a")).containsExactly(new Edge(new Sequence(2), new Sequence(4)));
            assertThat(edges(on, new Principal("t1"), "a")).isEmpty();
        }
    }

    private static List<Edge> edges(Scenario on, Principal principal, String id) {
        return on.read(transaction -> transaction.edges(
                principal, transaction.object(key(id)).orElseThrow().number()));
    }

    @Test
    default void aSelectionIsReadAsItWasAtEveryPosition() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "2", ANN);
            on.change("a", "3", BOB);
            on.change("a", "4", ANN);
            on.delete("b");

            assertThat(selectedAt(on, 0)).isEmpty();
            assertThat(selectedAt(on, 1)).isEqualTo(numbers(1));
            assertThat(selectedAt(on, 2)).isEqualTo(numbers(1, 2));
            assertThat(selectedAt(on, 3)).isEqualTo(numbers(2));
            assertThat(selectedAt(on, 4)).isEqualTo(numbers(1, 2));
            assertThat(selectedAt(on, 5)).isEqualTo(numbers(1));
        }
    }

    private static List<ObjectNumber> selectedAt(Scenario on, long at) {
        return on.read(transaction -> {
            List<ObjectNumber> selected = transaction.selected(ANN, TASK, new Sequence(at), START, 10);
            assertThat(transaction.countSelected(ANN, TASK, new Sequence(at))).isEqualTo(selected.size());
            return selected;
        });
    }

    @Test
    default void aSelectionIsReadInPagesOfOneType() {
        try (Scenario on = Scenario.in(newStorage())) {
            for (String id : List.of("a", "b", "c", "d")) {
                on.create(id, id, ANN);
            }
            on.create("e", "e", BOB);
            Sequence now = new Sequence(5);

            assertThat(on.read().selected(ANN, TASK, now, START, 2)).isEqualTo(numbers(1, 2));
            assertThat(on.read().selected(ANN, TASK, now, new ObjectNumber(2), 9))
                    .isEqualTo(numbers(3, 4));
            assertThat(on.read().selected(ANN, new TypeId("note"), now, START, 9))
                    .isEmpty();
        }
    }

    @Test
    default void touchesComeInTheOrderOfTheLogOncePerObject() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "2", ANN, BOB);
            on.create("c", "3", BOB);
            on.change("a", "4", ANN);
            on.change("c", "5", BOB);

            assertThat(touches(on, ANN, 0)).containsExactly(touch(2, 2), touch(1, 4));
            assertThat(touches(on, ANN, 2)).containsExactly(touch(1, 4));
            assertThat(touches(on, ANN, 4)).isEmpty();
            assertThat(touches(on, BOB, 0)).containsExactly(touch(2, 2), touch(3, 5));
            assertThat(on.read().touched(ANN, TASK, Sequence.ZERO, 1)).containsExactly(touch(2, 2));
        }
    }

    @Test
    default void anObjectThatLeftIsTouchedByItsEndAndNoLaterChange() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            on.change("a", "2", BOB);
            on.change("a", "3", BOB);

            assertThat(touches(on, ANN, 0)).containsExactly(left(1, 2));
            assertThat(touches(on, BOB, 0)).containsExactly(touch(1, 3));
            on.delete("a");
            assertThat(touches(on, BOB, 0)).containsExactly(left(1, 4));
        }
    }

    @Test
    default void anObjectThatCameBackIsTouchedOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            on.change("a", "2", BOB);
            on.change("a", "3", ANN, BOB);
            on.change("a", "4", BOB);
            on.change("a", "5", ANN, BOB);
            on.change("a", "6", ANN, BOB);

            assertThat(touches(on, ANN, 0)).containsExactly(touch(1, 6));
            assertThat(touches(on, ANN, 5)).containsExactly(touch(1, 6));
        }
    }

    @Test
    default void severalTouchesInOneAppendCountAsTheLast() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.write()
                    .append(
                            List.of(
                                    changeOf("a", ChangeKind.CREATED, null, state("1", ANN)),
                                    changeOf("a", ChangeKind.CHANGED, null, state("2", BOB)),
                                    changeOf("a", ChangeKind.CHANGED, null, state("3", ANN))),
                            NOON);

            assertThat(touches(on, ANN, 0)).containsExactly(touch(1, 3));
            assertThat(touches(on, BOB, 0)).containsExactly(left(1, 3));
            assertThat(edges(on, ANN, "a"))
                    .containsExactly(new Edge(new Sequence(1), new Sequence(2)), new Edge(new Sequence(3), null));
        }
    }

    private static List<Touch> touches(Scenario on, Principal principal, long after) {
        return on.read().touched(principal, TASK, new Sequence(after), 10);
    }

    private static Touch touch(long number, long at) {
        return new Touch(new ObjectNumber(number), new Sequence(at), true);
    }

    private static Touch left(long number, long at) {
        return new Touch(new ObjectNumber(number), new Sequence(at), false);
    }
}
