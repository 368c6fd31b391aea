package io.tidemark.simulation;

import static io.tidemark.simulation.Desk.assertTells;
import static io.tidemark.simulation.Desk.assertTellsNothing;
import static io.tidemark.simulation.Desk.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Outcome.Kind;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The classes of loss of `docs/loss-classes.md` that the engine can show without HTTP, by number.
class LossClassesTest {
    private final Desk desk = new Desk();

    @Test
    void lossClass05_changeInTheSameSecondIsDelivered() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        assertThat(desk.sync(first).ids()).containsExactly("a");
    }

    @Test
    void lossClass06_changesAroundTheTurnOfASecondAreDelivered() {
        desk.withNotes("a", "b");
        desk.world.clock().advance(Duration.ofMillis(999));
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "at .999");
        Answer second = desk.sync(first);
        desk.world.clock().advance(Duration.ofMillis(1));
        desk.office.set("b", NoteType.TITLE, "at .000");

        assertThat(second.ids()).containsExactly("a");
        assertThat(desk.sync(second).ids()).containsExactly("a", "b");
    }

    @Test
    void lossClass07_whatACutAnswerDidNotBringComesAgain() {
        desk.withNotes("a", "b", "c");
        Answer cut = desk.sync((String) null);
        desk.confirm(cut, "a");
        assertThat(desk.sync(cut).ids()).containsExactly("b", "c");
    }

    @Test
    void lossClass08_anAnswerThatIsReadWhileEverythingChangesEndsAndTellsEachNoteOnce() {
        IntStream.range(0, 4_500).forEach(n -> desk.office.create("n" + n, "T0", "P0", List.of(desk.anna)));
        List<String> calls = new ArrayList<>();
        World changing = desk.world.through(new CountingStorage(desk.world.storage(), call -> {
            if (call.equals("scan")) {
                calls.add(call);
            }
            if (call.equals("begin read") && !calls.isEmpty()) {
                desk.office.set("n4499", NoteType.TITLE, "T" + calls.size());
                desk.office.create("more" + calls.size(), "T0", "P0", List.of(desk.anna));
            }
        }));
        Answer answer = changing.sync(desk.anna, null);

        assertThat(answer.ids()).hasSize(4_500).doesNotHaveDuplicates();
        assertThat(calls).hasSizeGreaterThan(2);
        desk.confirm(answer);
        assertThat(desk.sync(answer).ids()).contains("n4499").anyMatch(id -> id.startsWith("more"));
    }

    @Test
    void lossClass09_anUpToDateDeviceIsToldNothing() {
        desk.withNotes("a", "b");
        Answer first = desk.settled();
        Answer idle = desk.sync(first);
        assertTellsNothing(idle);
        assertThat(idle.token()).isNotEqualTo(first.token());
        assertTellsNothing(desk.sync(idle));
    }

    @Test
    void lossClass10_numbersOfChangesAreUniqueAndWithoutGaps() {
        desk.withNotes("a", "b");
        Answer first = desk.settled();
        desk.commit(
                first, desk.whole("a", "T1", "P0"), desk.whole("b", "forbidden", "P0"), desk.whole("a", "T2", "P0"));
        List<Long> numbers = desk.office.log().stream()
                .map(entry -> entry.sequence().value())
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size())
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void lossClass11_aNoteThatCameAndWentUnseenIsNotTold() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.create("b", "T0", "P0", List.of(desk.anna));
        desk.office.delete("b");
        assertTellsNothing(desk.sync(first));
    }

    @Test
    void lossClass11_anEarlierLifeOfANoteIsReplaced() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.delete("a");
        desk.office.create("a", "second life", "P0", List.of(desk.anna));
        assertTells(desk.sync(first), "a", DeliveryState.MODIFIED);
    }

    @Test
    void lossClass11_aDeletionIsToldWhenTheCommitGotLost() {
        desk.withNotes("a");
        Answer first = desk.sync((String) null);
        desk.office.delete("a");
        assertTells(desk.sync(first), "a", DeliveryState.DELETED);
    }

    @Test
    void lossClass12_aDeviceThatStoredNothingOfAnAnswerGoesOnFromItsOlderToken() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.set("a", NoteType.TITLE, "T1");
        desk.sync(first);
        assertTells(desk.sync(first), "a", DeliveryState.MODIFIED);
    }

    @Test
    void lossClass13_whatIsLeftOutComesAgainAlone() {
        desk.withNotes("a", "b", "c");
        Answer first = desk.sync((String) null);
        desk.confirm(first, "a", "c");
        Answer second = desk.sync(first);
        assertThat(Desk.told(second)).containsOnlyKeys("b").containsValue(DeliveryState.NEW);
        desk.confirm(second);
        assertTellsNothing(desk.sync(second));
    }

    @Test
    void lossClass14_aTokenFromALostFutureIsAnError() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.startEpoch();
        assertRefused(first, ErrorCode.TOKEN_FROM_ANOTHER_EPOCH);
        assertThat(desk.sync((String) null).ids()).containsExactly("a");
    }

    @Test
    void lossClass15_aNoteThatLeavesTheSelectionIsToldAsGone() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.office.share("a", List.of(desk.ben));
        assertTells(desk.sync(first), "a", DeliveryState.DELETED);
    }

    @Test
    void lossClass18_aDeviceThatWasAwayForLongEndsUpEqual() {
        IntStream.range(0, 50).forEach(n -> desk.office.create("n" + n, "T0", "P0", List.of(desk.anna)));
        SimulatedDevice away = new SimulatedDevice(desk.anna, "away", Duration.ZERO);
        away.apply(desk.sync((String) null));
        SimulatedDevice.Request all = away.compose(java.util.Set.of(), true);
        away.settle(all, desk.world.commit(desk.anna, all.token(), all.items()));
        Answer other = desk.settled();
        for (int n = 0; n < 50; n++) {
            desk.office.delete("n" + n);
            other = desk.sync(other);
            desk.confirm(other);
            desk.world.clock().advance(Duration.ofDays(30));
        }
        away.apply(desk.sync(away.memory().token()));
        assertThat(away.visible()).isEmpty();
    }

    @Test
    void lossClass19_startingOverTellsTheWholeSelectionAndNothingElse() {
        desk.withNotes("a", "b");
        desk.settled();
        desk.office.delete("a");
        assertThat(desk.sync((String) null).ids()).containsExactly("b");
    }

    @Test
    void lossClass20_aTokenThatIsTooOldIsAnErrorAndNotSilence() {
        desk.withNotes("a");
        Answer first = desk.settled();
        Answer last = first;
        for (int n = 0; n < 40; n++) {
            desk.office.set("a", NoteType.TITLE, "T" + n);
            last = desk.sync(last);
            desk.confirm(last);
        }
        assertRefused(first, ErrorCode.TOKEN_EXPIRED);
        assertTellsNothing(desk.sync(last));
    }

    private void assertRefused(Answer answer, ErrorCode code) {
        assertThatThrownBy(() -> desk.sync(answer))
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThatThrownBy(() -> desk.commit(answer, desk.whole("a", "T", "P")))
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void lossClass21_aDevicesOwnChangeIsNotToldToItButToOthers() {
        desk.withNotes("a");
        Answer own = desk.settled();
        Answer other = desk.settled();
        desk.commit(own, desk.whole("a", "mine", "P0"), desk.named(Intent.NEW, "n", "new", "P0"));
        assertTellsNothing(desk.sync(own));
        assertThat(desk.sync(other).ids()).hasSize(2).contains("a");
    }

    @Test
    void lossClass22_aBadUploadDoesNotHoldUpTheOthers() {
        desk.withNotes("a", "b");
        Answer first = desk.settled();
        List<Outcome> outcomes = desk.commit(first, desk.whole("a", "forbidden", "P0"), desk.whole("b", "mine", "P0"));
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.REFUSED, Kind.APPLIED);
        assertThat(desk.sync(first).ids()).containsExactly("a");
    }

    @Test
    void lossClass23_aRefusedChangeStaysReadableWithItsReason() {
        desk.withNotes("a");
        Answer first = desk.settled();
        Item bad = desk.whole("a", "forbidden", "P0");
        Outcome outcome = desk.commit(first, bad).getFirst();
        assertThat(outcome.code()).isEqualTo(ErrorCode.RULE_FORBIDS.code());
        assertThat(desk.commit(first, bad)).containsExactly(outcome);
        LogEntry entry = desk.office.log().getLast();
        assertThat(entry.kind()).isEqualTo(ChangeKind.REFUSED);
        assertThat(new NoteType().fields(entry.offered()).get(NoteType.TITLE)).isEqualTo("forbidden");
    }

    @Test
    void lossClass26_aRetriedCreationMakesOneNote() {
        Answer first = desk.settled();
        Item create = desk.named(Intent.NEW, "n", "new", "P0");
        List<Outcome> outcomes = desk.commit(first, create);
        assertThat(desk.commit(first, create)).isEqualTo(outcomes);
        Answer later = desk.sync(first);
        assertThat(kind(desk.commit(later, create))).isEqualTo(Kind.CONFIRMED);
        assertThat(desk.office.notes()).hasSize(1);
    }

    @Test
    void lossClass27_anUndisputedEditIsTakenWhateverTheDevicesClockSays() {
        desk.withNotes("a");
        Answer first = desk.settled();
        desk.world.clock().advance(Duration.ofHours(1));
        desk.office.set("a", NoteType.PLACE, "P1");
        var yearAgo = desk.world.clock().instant().minus(Duration.ofDays(365));
        assertThat(kind(desk.commit(first, desk.whole("a", "mine", "P0").at(yearAgo))))
                .isEqualTo(Kind.MERGED);
        assertThat(desk.title("a")).isEqualTo("mine");
        assertThat(desk.place("a")).isEqualTo("P1");
    }

    @Test
    void lossClass33_ofTwoConflictingWritersExactlyOneSeesTheNoteUnchanged() throws Exception {
        desk.withNotes("a");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int n = 0; n < 100; n++) {
                desk.office.set("a", NoteType.TITLE, "before " + n);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Kind> one = threads.submit(edit(start, desk.settled(), "one " + n));
                Future<Kind> two = threads.submit(edit(start, desk.settled(), "two " + n));
                assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder(Kind.APPLIED, Kind.CONFLICT_LOST);
            }
        }
    }

    private Callable<Kind> edit(CyclicBarrier start, Answer from, String title) {
        return () -> {
            start.await();
            return kind(desk.commit(from, desk.whole("a", title, "P0")));
        };
    }

    @Test
    void lossClass34_bothVersionsOfAConflictStayInTheLogWithTheirAuthors() {
        desk.withNotes("a");
        Answer one = desk.settled();
        Answer two = desk.settled();
        var now = desk.world.clock().instant();
        desk.commit(one, desk.whole("a", "one", "P0").at(now));
        assertThat(kind(desk.commit(two, desk.whole("a", "two", "P0").at(now)))).isEqualTo(Kind.CONFLICT_LOST);
        assertThat(kind(desk.commit(two, desk.whole("a", "later", "P0").at(now.plusSeconds(9)))))
                .isEqualTo(Kind.CONFLICT_WON);

        List<LogEntry> log = desk.office.log();
        LogEntry lost = log.get(log.size() - 2);
        LogEntry won = log.getLast();
        assertThat(title(lost.offered())).isEqualTo("two");
        assertThat(title(won.before())).isEqualTo("one");
        assertThat(desk.title("a")).isEqualTo("later");
        assertThat(List.of(lost, won))
                .allMatch(entry -> desk.anna.id().equals(entry.origin().user()))
                .allMatch(entry -> entry.origin().device() != null);
        assertThat(log.get(log.size() - 3).origin().device())
                .isNotEqualTo(won.origin().device());
    }

    private static String title(byte[] body) {
        Fields fields = new NoteType().fields(body);
        return fields.get(NoteType.TITLE);
    }
}
