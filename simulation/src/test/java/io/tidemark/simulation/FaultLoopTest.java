package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// The storage fails at its first call, then at its second, and so on until none is left: nothing is half
/// applied, and the same request then ends as if nothing had happened.
class FaultLoopTest {
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void ofAFirstSync() {
        everyCallFails((world, desk) -> Desk.told(world.sync(desk.anna, null)), false, 4);
    }

    @Test
    void ofASyncWithSomethingToTell() {
        everyCallFails((world, desk) -> Desk.told(world.sync(desk.anna, token)), false, 15);
    }

    @Test
    void ofACommit() {
        everyCallFails(
                (world, desk) -> world
                        .commit(
                                desk.anna,
                                token,
                                List.of(
                                        Item.slot(Intent.NEW, "slot", Patch.NOTHING),
                                        Item.slot(Intent.DELETED, "mine", Patch.NOTHING),
                                        desk.whole("b", "edited", "P0"),
                                        desk.whole("c", "forbidden", "P0"),
                                        desk.named(Intent.NEW, "n", "new", "P0")))
                        .stream()
                        .map(Outcome::kind)
                        .toList(),
                true,
                40);
    }

    private String token = "";

    /// @param withRounds whether the rounds too are as before. A Sync makes its round durable before it reads the
    ///     answer; a round whose answer was never given is one whose answer got lost
    private void everyCallFails(BiFunction<World, Desk, Object> request, boolean withRounds, int callsMin) {
        Desk undisturbed = prepared();
        Object answer = request.apply(undisturbed.world, undisturbed);
        String expected = state(undisturbed, withRounds);
        boolean failed = true;
        int n = 0;
        while (failed) {
            n++;
            Desk desk = prepared();
            String before = state(desk, withRounds);
            failed = fails(request, desk, n);
            if (failed) {
                assertThat(state(desk, withRounds))
                        .as("after a fault at call " + n)
                        .isEqualTo(before);
                assertThat(request.apply(desk.world, desk)).as("retry of " + n).isEqualTo(answer);
            }
            assertThat(state(desk, withRounds)).as("after the retry of " + n).isEqualTo(expected);
        }
        assertThat(n).isGreaterThan(callsMin);
    }

    private static boolean fails(BiFunction<World, Desk, Object> request, Desk desk, int n) {
        AtomicInteger calls = new AtomicInteger();
        World faulty = desk.world.through(new CountingStorage(desk.world.storage(), call -> {
            if (calls.incrementAndGet() == n) {
                throw new Fault();
            }
        }));
        try {
            assertThat(request.apply(faulty, desk)).isNotNull();
            return false;
        } catch (Fault e) {
            return true;
        }
    }

    private Desk prepared() {
        Desk desk = new Desk().withNotes("a", "b", "c");
        Answer first = desk.sync((String) null);
        desk.confirm(first, "b", "c");
        desk.commit(
                first,
                Item.note(Intent.NEW, "a", "mine", first.items().getFirst().fields()));
        desk.office.set("a", NoteType.TITLE, "T1");
        desk.office.set("b", NoteType.PLACE, "P1");
        desk.office.delete("c");
        desk.office.create("d", "T0", "P0", List.of(desk.anna));
        token = first.token();
        assertThat(Desk.told(desk.sync(first))).containsEntry("c", DeliveryState.DELETED);
        return desk;
    }

    /// Everything that is stored, as text. Ids that a failed attempt used up are written by their order.
    private static String state(Desk desk, boolean withRounds) {
        String text = desk.world.storage().read(desk.world.account().id(), tx -> {
            StringBuilder all = new StringBuilder();
            tx.log(io.tidemark.core.log.Sequence.ZERO, 1_000)
                    .forEach(entry -> all.append(entry.kind())
                            .append(entry.key().id())
                            .append(entry.fields())
                            .append('\n'));
            for (var synchronization : tx.synchronizations(new UserId(1), 100)) {
                if (withRounds) {
                    tx.rounds(synchronization.id())
                            .forEach(round -> all.append(round.position())
                                    .append(round.owed())
                                    .append(tx.pending(
                                            synchronization.id(), round.number(), new ObjectNumber(0), 1_000)));
                }
                tx.holdings(synchronization.id(), new ObjectNumber(0), new ObjectNumber(1_000))
                        .forEach(holding -> all.append("\nheld ")
                                .append(holding.number())
                                .append(holding.state())
                                .append(holding.version())
                                .append(holding.clientId()));
            }
            return all.toString();
        });
        return text.replaceAll("object-\\d+", "object");
    }
}
