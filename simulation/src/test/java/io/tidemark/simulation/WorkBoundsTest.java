package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.storage.contract.ListClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Cost follows change (invariant I7), counted in calls of the storage.
class WorkBoundsTest {
    @Test
    void anIdleSyncCostsTheSameWhateverTheAccountHolds() {
        List<String> small = calls(desk(10), 0);
        List<String> large = calls(desk(2_000), 0);
        assertThat(large).isEqualTo(small).hasSizeLessThan(10).doesNotContain("begin write");
    }

    @Test
    void anIdleSyncCostsTheSameWhateverOthersChanged() {
        Desk desk = desk(50);
        Answer token = desk.settled();
        IntStream.range(0, 500).forEach(n -> desk.office.create("ben" + n, "T0", "P0", List.of(desk.ben)));
        assertThat(callsOfSync(desk, token)).isEqualTo(calls(desk(50), 0));
    }

    @Test
    void aDeltaCostsInProportionToTheChanges() {
        int ten = calls(desk(100), 10).size();
        int twenty = calls(desk(100), 20).size();
        int thirty = calls(desk(100), 30).size();
        assertThat(thirty - twenty).isEqualTo(twenty - ten);
        assertThat(calls(desk(2_000), 20)).hasSize(twenty);
    }

    @Test
    void aDeltaAndItsConfirmationCostTheSameHoweverManyRoundsWentBefore() {
        assertThat(callsAfterRounds(20)).isEqualTo(callsAfterRounds(3));
    }

    @Test
    void anIdleChangeListCostsTheSameWhateverTheAccountHoldsAndWritesOnceASecond() {
        List<String> small = callsOfChangeList(desk(10));
        assertThat(callsOfChangeList(desk(2_000)))
                .isEqualTo(small)
                .hasSizeLessThan(24)
                .containsOnlyOnce("begin write");
    }

    /// Two idle passes in one second.
    private static List<String> callsOfChangeList(Desk desk) {
        World world = desk.world;
        List<String> calls = new ArrayList<>();
        CountingStorage counting = new CountingStorage(world.storage(), calls::add);
        ListClient client =
                new ListClient(counting, world.account(), Principal.of(desk.anna.id()), NoteType.ID, 10_000);
        world.clock().advance(Duration.ofSeconds(5));
        client.pass(world.clock().instant());
        world.clock().advance(Duration.ofSeconds(5));
        calls.clear();
        assertThat(client.pass(world.clock().instant())).isEmpty();
        assertThat(client.pass(world.clock().instant())).isEmpty();
        return calls;
    }

    /// What it costs to tell and to confirm the first change of a note that the device has had since the start.
    private static List<String> callsAfterRounds(int rounds) {
        Desk desk = desk(rounds + 1);
        Answer token = desk.settled();
        for (int n = 0; n < rounds; n++) {
            desk.office.set("n" + n, NoteType.TITLE, "T1");
            token = desk.sync(token);
            desk.confirm(token);
        }
        desk.office.set("n" + rounds, NoteType.TITLE, "T1");
        List<String> calls = new ArrayList<>();
        World counted = desk.world.through(new CountingStorage(desk.world.storage(), calls::add));
        Answer delta = counted.sync(desk.anna, token.token());
        assertThat(delta.ids()).containsExactly("n" + rounds);
        counted.commit(desk.anna, delta.token(), List.of(desk.whole("n" + rounds, "T1", "P0")));
        return calls;
    }

    private static Desk desk(int notes) {
        Desk desk = new Desk();
        IntStream.range(0, notes).forEach(n -> desk.office.create("n" + n, "T0", "P0", List.of(desk.anna)));
        return desk;
    }

    private static List<String> calls(Desk desk, int changes) {
        Answer token = desk.settled();
        IntStream.range(0, changes).forEach(n -> desk.office.set("n" + n, NoteType.TITLE, "T1"));
        return callsOfSync(desk, token);
    }

    private static List<String> callsOfSync(Desk desk, Answer token) {
        List<String> calls = new ArrayList<>();
        desk.world
                .through(new CountingStorage(desk.world.storage(), calls::add))
                .sync(desk.anna, token.token());
        return calls;
    }
}
