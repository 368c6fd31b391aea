package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A commit that arrives between the two transactions of a Sync (invariants I1 and I5).
class InterleavingTest {
    private final Desk desk = new Desk().withNotes("a", "b");

    @Test
    void whatACommitFindsOwedWhileAnAnswerIsBeingMadeIsNotForgotten() {
        Answer first = desk.settled();
        desk.office.set("b", NoteType.TITLE, "T1");
        Answer second = syncInterruptedBy(first, () -> desk.commit(first, desk.whole("a", "forbidden", "P0")));
        assertThat(second.ids()).containsExactly("b");
        desk.confirm(second);

        assertThat(desk.sync(second).ids()).containsExactly("a");
    }

    @Test
    void anEditWhileAnAnswerIsBeingMadeIsInTheNextOne() {
        Answer first = desk.settled();
        desk.office.set("b", NoteType.TITLE, "T1");
        Answer second = syncInterruptedBy(first, () -> desk.office.set("a", NoteType.TITLE, "T2"));
        desk.confirm(second);

        assertThat(desk.sync(second).ids()).containsExactly("a");
    }

    private Answer syncInterruptedBy(Answer from, Runnable interruption) {
        AtomicBoolean done = new AtomicBoolean();
        CountingStorage interrupted = new CountingStorage(desk.world.storage(), call -> {
            if (call.equals("begin write") && done.compareAndSet(false, true)) {
                interruption.run();
            }
        });
        return desk.world.through(interrupted).sync(desk.anna, from.token());
    }
}
