package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.created;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Change lists by date and time, and the loss classes that such lists are known for, on every storage.
interface ChangeListsContract extends EmptyStorage {
    @Test
    default void lossClasses1And2WhatIsCommittedWhileAFirstRequestIsAnsweredComesWithTheNext() throws Exception {
        try (Scenario on = Scenario.in(newStorage());
                ExecutorService pool = Executors.newFixedThreadPool(4)) {
            AtomicLong clockMillis = new AtomicLong(NOON.toEpochMilli());
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                String prefix = "w" + writer + "-";
                writers.add(pool.submit(() -> {
                    for (int n = 0; n < 150; n++) {
                        on.apply(now(clockMillis), prefix + n, ChangeKind.CREATED, state("x", ANN));
                    }
                }));
            }
            ListClient client = client(on, ANN, 7);
            while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                client.ask(now(clockMillis));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            while (client.isUnderWay()) {
                client.ask(now(clockMillis));
            }
            client.pass(now(clockMillis));

            assertThat(client.copy()).hasSize(450);
        }
    }

    /// A clock that every look moves on, so that seconds turn while writers and readers are between two steps.
    private static Instant now(AtomicLong millis) {
        return Instant.ofEpochMilli(millis.addAndGet(37));
    }

    @Test
    default void lossClass1AWriterWhoseClockIsBehindCannotHideItsChange() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            ListClient client = client(on, ANN, 10);
            client.pass(NOON.plusSeconds(10));
            on.apply(NOON.plusSeconds(3), "late", ChangeKind.CREATED, state("2", ANN));

            assertThat(client.since()).isEqualTo(NOON.plusSeconds(10));
            assertThat(client.pass(NOON.plusSeconds(11))).containsExactly(2L);
        }
    }

    @Test
    default void lossClass4And10ASecondThatHoldsManyChangesIsToldOnceEachInPartsOfAnySize() {
        try (Scenario on = Scenario.in(newStorage())) {
            int objects = 2_000;
            List<Change> changes = new ArrayList<>();
            for (int n = 0; n < objects; n++) {
                changes.add(created("id" + n, "x", ANN));
            }
            on.create("before", "x", ANN);
            ListClient first = client(on, ANN, 1);
            first.pass(NOON);
            on.write().append(changes, NOON.plusMillis(1));
            for (int size : new int[] {1, 7, 500}) {
                ListClient client = client(on, ANN, size);
                assertThat(client.pass(NOON.plusSeconds(1)))
                        .as("all, in parts of " + size)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, objects + 1).boxed().toList());
            }
            assertThat(first.pass(NOON.plusSeconds(1)))
                    .as("what changed, in parts of 1")
                    .doesNotHaveDuplicates()
                    .hasSize(objects + 1);
        }
    }

    @Test
    default void lossClass5And6ChangesAroundTheTurnOfASecondAreTold() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            ListClient client = client(on, ANN, 10);
            client.pass(NOON.plusMillis(5_400));
            on.apply(NOON.plusMillis(5_400), "b", ChangeKind.CREATED, state("same millisecond", ANN));
            on.apply(NOON.plusMillis(5_999), "c", ChangeKind.CREATED, state("at .999", ANN));
            assertThat(client.pass(NOON.plusMillis(5_999))).containsExactly(2L, 3L);
            on.apply(NOON.plusMillis(6_000), "d", ChangeKind.CREATED, state("at .000", ANN));
            assertThat(client.pass(NOON.plusMillis(7_000))).contains(4L);
            assertThat(client.copy()).hasSize(4);
        }
    }

    @Test
    default void lossClass7EveryPartOfAChainSaysWhenItsFirstRequestArrived() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            ListClient client = client(on, ANN, 1);
            client.ask(NOON.plusSeconds(100));
            on.apply(NOON.plusSeconds(150), "a", ChangeKind.CHANGED, state("2", ANN));
            client.ask(NOON.plusSeconds(200));

            assertThat(client.isUnderWay()).isFalse();
            assertThat(client.since()).isEqualTo(NOON.plusSeconds(100));
            assertThat(client.pass(NOON.plusSeconds(201))).containsExactly(1L);
            assertThat(client.copy().get(1L)).isEqualTo("2");
        }
    }

    @Test
    default void lossClass8AChainOverASetThatChangesMeanwhileEnds() {
        try (Scenario on = Scenario.in(newStorage())) {
            for (int n = 0; n < 10; n++) {
                on.create("id" + n, "0", ANN);
            }
            ListClient client = client(on, ANN, 1);
            client.pass(NOON.plusSeconds(1));
            for (int n = 0; n < 10; n++) {
                on.apply(NOON.plusSeconds(2), "id" + n, ChangeKind.CHANGED, state("1", ANN));
            }
            int parts = 0;
            do {
                client.ask(NOON.plusSeconds(3));
                on.apply(NOON.plusSeconds(3), "id" + parts % 10, ChangeKind.CHANGED, state("p" + parts, ANN));
                parts++;
            } while (client.isUnderWay() && parts < 100);

            assertThat(parts).isLessThanOrEqualTo(11);
            client.pass(NOON.plusSeconds(4));
            assertThat(new ArrayList<>(client.copy().values())).isEqualTo(bodies(on, 10));
        }
    }

    @Test
    default void lossClass9AClientThatIsUpToDateIsToldNothing() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            ListClient client = client(on, ANN, 10);
            client.pass(NOON.plusSeconds(5));

            assertThat(client.pass(NOON.plusSeconds(6))).isEmpty();
            assertThat(client.pass(NOON.plusSeconds(6))).isEmpty();
            assertThat(client.pass(NOON.plusSeconds(600))).isEmpty();
        }
    }

    @Test
    default void lossClass11CreatedAndDestroyedBetweenTwoPassesIsToldAsGone() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            ListClient client = client(on, ANN, 1);
            client.ask(NOON.plusSeconds(1));
            client.crash();
            on.apply(NOON.plusSeconds(2), "a", ChangeKind.DELETED, Change.State.GONE);
            on.apply(NOON.plusSeconds(2), "b", ChangeKind.CREATED, state("1", ANN));
            on.apply(NOON.plusSeconds(2), "b", ChangeKind.DELETED, Change.State.GONE);
            client.pass(NOON.plusSeconds(3));

            assertThat(client.copy()).isEmpty();
        }
    }

    @Test
    default void lossClass15WhatLeavesTheSelectionIsToldAsGoneToThoseWhoLostIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            ListClient ann = client(on, ANN, 10);
            ListClient bob = client(on, BOB, 10);
            ann.pass(NOON.plusSeconds(1));
            bob.pass(NOON.plusSeconds(1));
            on.apply(NOON.plusSeconds(2), "a", ChangeKind.CHANGED, state("2", BOB));
            ann.pass(NOON.plusSeconds(3));
            bob.pass(NOON.plusSeconds(3));

            assertThat(ann.copy()).isEmpty();
            assertThat(bob.copy().values()).containsExactly("2");
        }
    }

    @Test
    default void lossClass19BeginningAgainTellsAlsoWhatIsGone() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            ListClient client = client(on, ANN, 1);
            client.pass(NOON.plusSeconds(1));
            on.apply(NOON.plusSeconds(2), "a", ChangeKind.DELETED, Change.State.GONE);
            client.startOver();
            client.pass(NOON.plusSeconds(3));

            assertThat(client.copy().keySet()).containsExactly(2L);
        }
    }

    @Test
    default void whoWantsTheSelectionAloneIsNotToldWhatIsGone() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            on.delete("a");
            Set<Long> told = new HashSet<>();
            new ChangeLists(on.storage())
                    .first(account(on), question(Instant.EPOCH, Instant.MAX, "list"), NOON)
                    .read(taking(told));

            assertThat(told).containsExactly(2L);
        }
    }

    @Test
    default void aResumeKeyIsGoodForItsOwnQuestionOnly() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            ChangeLists lists = new ChangeLists(on.storage(), new PageLimit(1, Long.MAX_VALUE));
            ChangeQuestion question = question(Instant.EPOCH, Instant.EPOCH, "list");
            String key = lists.first(account(on), question, NOON)
                    .read(taking(new HashSet<>()))
                    .orElseThrow();

            assertThat(key).hasSize(86).matches("[A-Za-z0-9_-]+");
            assertThat(lists.next(account(on), question, key).received()).isEqualTo(NOON);
            for (ChangeQuestion other : List.of(
                    question(Instant.EPOCH, Instant.MAX, "list"),
                    question(NOON, Instant.EPOCH, "list"),
                    question(Instant.EPOCH, Instant.EPOCH, "list closed"),
                    new ChangeQuestion(new UserId(2), ANN, TASK, Instant.EPOCH, Instant.EPOCH, "list"),
                    new ChangeQuestion(new UserId(1), null, TASK, Instant.EPOCH, Instant.EPOCH, "list"),
                    new ChangeQuestion(new UserId(1), BOB, TASK, Instant.EPOCH, Instant.EPOCH, "list"),
                    new ChangeQuestion(new UserId(1), ANN, new TypeId("note"), Instant.EPOCH, Instant.EPOCH, "list"))) {
                assertRefused(lists, account(on), other, key);
            }
            String forged = key.substring(0, 30) + (key.charAt(30) == 'A' ? 'B' : 'A') + key.substring(31);
            for (String wrong : List.of("", "x", forged, key + "AAAA", "ü" + key.substring(1), key.substring(4))) {
                assertRefused(lists, account(on), question, wrong);
            }
        }
    }

    @Test
    default void lossClass14AResumeKeyFromALostFutureIsRecognised() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            ChangeLists lists = new ChangeLists(on.storage(), new PageLimit(1, Long.MAX_VALUE));
            ChangeQuestion question = question(Instant.EPOCH, Instant.EPOCH, "list");
            String key = lists.first(account(on), question, NOON)
                    .read(taking(new HashSet<>()))
                    .orElseThrow();
            on.write().startEpoch(NOON);

            assertThatThrownBy(() -> lists.next(account(on), question, key))
                    .isInstanceOfSatisfying(
                            SyncException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOKEN_FROM_ANOTHER_EPOCH));
        }
    }

    @Test
    default void lossClass14WhoAsksFromALostFutureIsToldEverything() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            on.delete("b");
            Instant restored = NOON.plus(Duration.ofMinutes(20));
            on.write().startEpoch(restored);
            ChangeLists lists = new ChangeLists(on.storage());

            assertThat(told(lists, on, NOON.plus(Duration.ofMinutes(10)), restored))
                    .as("what it was told since may have been changed, and is as it was")
                    .containsExactlyInAnyOrder(
                            on.number("a").value(), on.number("b").value());
            assertThat(told(lists, on, NOON.minus(Duration.ofMinutes(10)), restored))
                    .as("a chain that began before the backup may have ended after it")
                    .hasSize(2);
            assertThat(told(lists, on, restored, restored))
                    .as("since the restore")
                    .isEmpty();
        }
    }

    /// Loss class 18: who was away for longer than it is remembered what is gone.
    @Test
    default void lossClass18WhoAsksFromBeforeWhatIsRememberedIsToldOfEverythingElseThatItIsGone() {
        assertToldOfEverythingElse(NOON.plusSeconds(1));
    }

    /// Its date and time are before all that the log has, and yet it holds something.
    @Test
    default void lossClass18AlsoWhoAsksFromTheSecondInWhichTheLogBegan() {
        assertToldOfEverythingElse(NOON);
    }

    private void assertToldOfEverythingElse(Instant told) {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("kept", "1", ANN);
            ListClient client = client(on, ANN, 1);
            on.create("left", "1", ANN);
            on.create("deleted", "1", ANN);
            on.create("others", "1", Scenario.BOB);
            client.pass(told);
            on.writing(tx -> tx.promise(NOON.plusSeconds(5)));
            on.change("left", "2", Scenario.BOB);
            on.delete("deleted");
            on.writing(tx -> tx.forgetStates(tx.head().sequence()));
            on.writing(tx -> tx.forgetDepartures(tx.head().sequence()));

            assertThat(client.pass(NOON.plusSeconds(9)))
                    .containsExactlyInAnyOrder(
                            on.number("kept").value(),
                            on.number("left").value(),
                            on.number("deleted").value(),
                            on.number("others").value());
            assertThat(client.copy()).containsOnlyKeys(on.number("kept").value());
            on.writing(tx -> tx.promise(NOON.plusSeconds(12)));
            assertThat(client.pass(NOON.plusSeconds(15))).isEmpty();
        }
    }

    @Test
    default void whoBeginsIsToldWhatIsGoneAsFarBackAsThatIsRemembered() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("kept", "1", ANN);
            on.create("others", "1", Scenario.BOB);
            on.create("first", "1", ANN);
            on.create("second", "1", ANN);
            on.delete("first");
            on.writing(tx -> tx.forgetStates(tx.head().sequence()));
            on.writing(tx -> tx.forgetDepartures(tx.head().sequence()));
            on.delete("second");

            assertThat(client(on, ANN, 9).pass(NOON.plusSeconds(1)))
                    .containsExactlyInAnyOrder(
                            on.number("kept").value(), on.number("second").value());
        }
    }

    private static Set<Long> told(ChangeLists lists, Scenario on, Instant since, Instant now) {
        Set<Long> told = new HashSet<>();
        lists.first(account(on), question(since, Instant.MAX, "list"), now).read(taking(told));
        return told;
    }

    private static void assertRefused(ChangeLists lists, Account account, ChangeQuestion question, String key) {
        assertThatThrownBy(() -> lists.next(account, question, key))
                .isInstanceOfSatisfying(
                        SyncException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RESUME_KEY_MISMATCH));
    }

    private static ChangeQuestion question(Instant since, Instant goneSince, String filters) {
        return new ChangeQuestion(new UserId(1), ANN, TASK, since, goneSince, filters);
    }

    private static ChangePart.Reader taking(Set<Long> told) {
        return new ChangePart.Reader() {
            @Override
            public void present(long number, long version, long modifiedAtMillis, byte[] body) {
                told.add(number);
            }

            @Override
            public void gone(ObjectNumber number) {
                told.add(number.value());
            }
        };
    }

    private static ListClient client(Scenario on, Principal principal, int objectsPerPart) {
        return new ListClient(on.storage(), account(on), principal, TASK, objectsPerPart);
    }

    private static Account account(Scenario on) {
        return on.storage().accounts().find(on.account()).orElseThrow();
    }

    private static List<String> bodies(Scenario on, int objects) {
        return LongStream.rangeClosed(1, objects)
                .mapToObj(number -> Scenario.text(
                        on.read().object(new ObjectNumber(number)).orElseThrow().body()))
                .toList();
    }
}
