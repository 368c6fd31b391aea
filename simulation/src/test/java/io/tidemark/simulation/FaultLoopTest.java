package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.contract.ListClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The storage fails at its first call, then at its second, and so on until none is left: nothing is half
/// applied, and the same request then ends as if nothing had happened. On a disk and over a network at every third
/// call, and with `-Dtidemark.faults=all` at each.
class FaultLoopTest {
    private static final boolean AT_ALL = "all".equals(System.getProperty("tidemark.faults"));

    @TempDir
    private Path folder;

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What is asked of the server again when it fails.
    @FunctionalInterface
    private interface Request {
        /// @return what the client has in the end, to be compared
        Object send(Ready ready);
    }

    /// A desk where there is something to do, on a storage that fails when it is told to.
    private static final class Ready {
        private final Desk desk;
        private final ListClient client;
        private final String token;
        private int callsLeft;

        Ready(Storage storage, String name) {
            CountingStorage faulty = new CountingStorage(storage, call -> {
                if (--callsLeft == 0) {
                    throw new Fault();
                }
            });
            desk = new Desk(World.on(faulty, name, 2)).withNotes("a", "b", "c", "opens", "closes");
            desk.office.create("alone", "T0", "P0", List.of(desk.anna));
            String inAMinute = "" + now().plusSeconds(60).toEpochMilli();
            desk.office.set("opens", NoteType.FROM, inAMinute);
            desk.office.set("closes", NoteType.UNTIL, inAMinute);
            desk.office.set("alone", NoteType.FROM, inAMinute);
            Answer first = desk.sync((String) null);
            desk.confirm(first, "b", "c");
            desk.commit(
                    first,
                    Item.note(Intent.NEW, "a", "mine", first.items().getFirst().fields()));
            client = new ListClient(faulty, desk.world.account(), desk.anna.id(), NoteType.ID, 2);
            client.pass(now());
            desk.office.set("a", NoteType.TITLE, "T1");
            desk.office.set("b", NoteType.PLACE, "P1");
            desk.office.delete("c");
            desk.office.create("d", "T0", "P0", List.of(desk.anna));
            token = first.token();
            assertThat(Desk.told(desk.sync(first))).containsEntry("c", DeliveryState.DELETED);
            desk.world.clock().advance(Duration.ofMinutes(2));
        }

        private Instant now() {
            return desk.world.clock().instant();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAFirstSync(StorageKind kind) {
        everyCallFails(kind, ready -> Desk.told(ready.desk.sync((String) null)), false, 4);
    }

    @ParameterizedTest
    @EnumSource
    void ofASyncWithSomethingToTell(StorageKind kind) {
        everyCallFails(kind, ready -> Desk.told(ready.desk.sync(ready.token)), false, 15);
    }

    @ParameterizedTest
    @EnumSource
    void ofACommit(StorageKind kind) {
        everyCallFails(
                kind,
                ready -> ready
                        .desk
                        .world
                        .commit(
                                ready.desk.anna,
                                ready.token,
                                List.of(
                                        Item.slot(Intent.NEW, "slot", Patch.NOTHING),
                                        Item.slot(Intent.DELETED, "mine", Patch.NOTHING),
                                        ready.desk.whole("b", "edited", "P0"),
                                        ready.desk.whole("c", "forbidden", "P0"),
                                        ready.desk.named(Intent.NEW, "n", "new", "P0")))
                        .stream()
                        .map(Outcome::kind)
                        .toList(),
                true,
                40);
    }

    /// A chain goes on with the part that failed.
    @ParameterizedTest
    @EnumSource
    void ofAChain(StorageKind kind) {
        everyCallFails(
                kind,
                ready -> {
                    ready.client.pass(ready.now());
                    return List.copyOf(ready.client.copy().values());
                },
                true,
                40);
    }

    @ParameterizedTest
    @EnumSource
    void ofASave(StorageKind kind) {
        everyCallFails(
                kind,
                ready -> ready.desk
                        .world
                        .saver()
                        .save(
                                ready.desk.world.account(),
                                ready.desk.anna,
                                new SaveCall("test", "name"),
                                new Save(
                                        NoteType.ID, null, Patch.settingAll(Fields.NONE.with(NoteType.TITLE, "saved"))))
                        .getClass(),
                true,
                6);
    }

    /// Windows open, close and are only looked at.
    @ParameterizedTest
    @EnumSource
    void ofASweep(StorageKind kind) {
        everyCallFails(
                kind,
                ready -> {
                    ready.desk.office.sweep();
                    return ready.desk.office.selection(ready.desk.ben.id());
                },
                true,
                10);
    }

    /// It goes step by step: rounds, then what changes replaced.
    @ParameterizedTest
    @EnumSource
    void ofForgetting(StorageKind kind) {
        everyCallFails(
                kind,
                ready -> {
                    Storage storage = ready.desk.world.storage();
                    new Retention(storage, Duration.ofMinutes(1), Duration.ofMinutes(1), List.of())
                            .run(ready.desk.world.account().id(), ready.now(), () -> false);
                    return storage.read(ready.desk.world.account().id(), tx -> tx.horizon());
                },
                false,
                10);
    }

    /// @param withRounds whether the rounds too are as before. A Sync makes its round durable before it reads the
    ///     answer; a round whose answer was never given is one whose answer got lost
    private void everyCallFails(StorageKind kind, Request request, boolean withRounds, int callsMin) {
        try (Storage storage = kind.openNew(folder)) {
            Ready undisturbed = new Ready(storage, "undisturbed");
            Object answer = request.send(undisturbed);
            String expected = state(undisturbed.desk, withRounds);
            boolean failed = true;
            int step = AT_ALL || kind == StorageKind.MEMORY ? 1 : 3;
            int n = 1 - step;
            while (failed) {
                n += step;
                Ready ready = new Ready(storage, "desk-" + n);
                String before = state(ready.desk, withRounds);
                failed = fails(request, ready, n);
                if (failed) {
                    assertThat(state(ready.desk, withRounds))
                            .as("after a fault at call " + n)
                            .isIn(before, expected);
                    assertThat(request.send(ready)).as("retry of " + n).isEqualTo(answer);
                }
                assertThat(state(ready.desk, withRounds))
                        .as("after the retry of " + n)
                        .isEqualTo(expected);
            }
            assertThat(n).isGreaterThan(callsMin);
        }
    }

    private static boolean fails(Request request, Ready ready, int n) {
        ready.callsLeft = n;
        try {
            assertThat(request.send(ready)).isNotNull();
            return false;
        } catch (Fault e) {
            return true;
        } finally {
            ready.callsLeft = 0;
        }
    }

    /// Everything that is stored, as text. Ids that a failed attempt used up are written by their order.
    private static String state(Desk desk, boolean withRounds) {
        String text = desk.world.storage().read(desk.world.account().id(), tx -> {
            StringBuilder all = new StringBuilder();
            tx.log(Sequence.ZERO, 1_000)
                    .forEach(entry -> all.append(entry.kind())
                            .append(entry.key().id())
                            .append(entry.fields())
                            .append('\n'));
            all.append(tx.due(Instant.MAX, 100));
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
