package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction.Due;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Time passes, and the log says so.
class SweepTest {
    private final Storage storage = new InMemoryStorage();
    private final World world = World.on(storage, "sweep", 2);
    private final Office office = world.office();
    private final Principal bob = Principal.of(world.user(2).id());
    private Instant begin = Instant.EPOCH;

    @BeforeEach
    void aNoteForBothInsideAMinute() {
        begin = world.clock().instant();
        office.create("a", "T", "P", List.of(world.user(1), world.user(2)));
        office.set("a", NoteType.FROM, millis(60));
        office.set("a", NoteType.UNTIL, millis(120));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private String millis(long seconds) {
        return Long.toString(begin.plusSeconds(seconds).toEpochMilli());
    }

    private StoredObject note() {
        return storage.read(world.account().id(), tx -> tx.object(new ObjectKey(NoteType.ID, "a")))
                .orElseThrow();
    }

    private List<Due> due() {
        return storage.read(world.account().id(), tx -> tx.due(Instant.MAX, 9));
    }

    private void sweepAt(long seconds) {
        world.clock().advance(Duration.between(world.clock().instant(), begin.plusSeconds(seconds)));
        office.sweep();
    }

    @Test
    void aWindowOpensAndClosesInTheLog() {
        sweepAt(59);
        assertThat(note().audience()).doesNotContain(bob);
        sweepAt(60);
        assertThat(note().audience()).contains(bob);
        sweepAt(119);
        assertThat(note().audience()).contains(bob);
        sweepAt(120);
        assertThat(note().audience()).doesNotContain(bob);
        assertThat(office.log())
                .filteredOn(entry -> entry.kind() == ChangeKind.MOVED)
                .hasSize(2);
        assertThat(note().version().value()).as("as before").isEqualTo(3);
    }

    @Test
    void aSweepThatComesLateSkipsWhatIsOver() {
        sweepAt(500);

        assertThat(note().audience()).doesNotContain(bob);
        assertThat(office.log()).extracting(LogEntry::kind).doesNotContain(ChangeKind.MOVED);
        assertThat(due()).isEmpty();
    }

    @Test
    void lookingTooEarlyForgetsNoLaterTime() {
        ObjectNumber number = note().number();
        storage.write(world.account().id(), tx -> {
            tx.postpone(number, begin);
            return true;
        });
        sweepAt(1);
        assertThat(due()).containsExactly(new Due(begin.plusSeconds(60), note().number()));

        sweepAt(61);
        assertThat(note().audience()).contains(bob);
    }

    @Test
    void nothingDueWritesNothing() {
        long before = office.log().size();
        sweepAt(10);
        sweepAt(20);

        assertThat(office.log()).hasSize((int) before);
    }
}
