package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.changeOf;
import static io.tidemark.storage.contract.Scenario.created;
import static io.tidemark.storage.contract.Scenario.key;
import static io.tidemark.storage.contract.Scenario.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Objects, as they are and as they were.
interface ObjectsContract extends EmptyStorage {
    /// A client may send any number: none reaches into another account (invariant I6).
    @Test
    default void noNumberReachesIntoAnotherAccount() {
        try (Scenario on = Scenario.in(newStorage())) {
            Scenario other = on.neighbour("other");
            on.create("a", "mine", Scenario.ANN);
            other.create("a", "theirs", Scenario.ANN);
            for (Scenario account : java.util.List.of(on, other)) {
                for (int shift : new int[] {32, 40, 41, 62}) {
                    for (long sign : new long[] {1, -1}) {
                        ObjectNumber number = new ObjectNumber(1 + sign * (1L << shift));
                        assertThat(account.read().object(number))
                                .as("%s", number)
                                .isEmpty();
                        assertThat(account.read().objectAt(number, new Sequence(1)))
                                .as("%s", number)
                                .isEmpty();
                        assertThat(account.read().edges(Scenario.ANN, number))
                                .as("%s", number)
                                .isEmpty();
                    }
                }
            }
        }
    }

    @Test
    default void anObjectIsFoundByKeyAndByNumber() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("0A-ö", "body æ", ANN, BOB);
            StoredObject found = on.read().object(key("0A-ö")).orElseThrow();

            assertThat(Description.of(found))
                    .isEqualTo("ObjectNumber[value=1] task/0A-ö v1 2026-03-01T12:00:00Z 'body æ' "
                            + "[Principal[name=u1], Principal[name=u2]]");
            assertThat(Description.of(on.read().object(found.number()).orElseThrow()))
                    .isEqualTo(Description.of(found));
            assertThat(on.read().object(new ObjectKey(new TypeId("other"), "0A-ö")))
                    .isEmpty();
            assertThat(on.read().object(new ObjectNumber(2))).isEmpty();
        }
    }

    @Test
    default void idsThatDifferOnlyInCaseAreOneObjectCalledAsFirstReceived() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("ABC-Ö", "1", ANN);
            on.change("abc-ö", "2", ANN);

            assertThat(on.read().object(key("Abc-ö")).orElseThrow().key().id()).isEqualTo("ABC-Ö");
            assertThat(on.read().object(new ObjectNumber(2))).isEmpty();
        }
    }

    @Test
    default void anEmptyBodyIsNotADeletion() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "", ANN);
            on.change("a", "x", ANN);

            StoredObject earlier =
                    on.read().objectAt(new ObjectNumber(1), new Sequence(1)).orElseThrow();
            assertThat(earlier.deleted()).isFalse();
            assertThat(earlier.body()).isEmpty();
        }
    }

    @Test
    default void aDeletedObjectIsATombstoneWhoseKeyStaysTaken() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.delete("a");

            assertThat(Description.of(on.read().object(key("a")).orElseThrow()))
                    .isEqualTo("ObjectNumber[value=1] task/a v2 2026-03-01T12:00:00Z deleted []");
        }
    }

    @Test
    default void anObjectCreatedAgainKeepsItsNumberAndItsHistory() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "first life", ANN);
            on.delete("a");
            on.create("A", "second life", ANN);

            assertThat(on.number("a")).isEqualTo(new ObjectNumber(1));
            assertThat(on.read().history(new ObjectNumber(1), Sequence.ZERO, 10))
                    .extracting(LogEntry::kind)
                    .containsExactly(ChangeKind.CREATED, ChangeKind.DELETED, ChangeKind.CREATED);
            LogEntry rebirth = on.read().log(new Sequence(2), 1).getFirst();
            assertThat(rebirth.previous()).isEqualTo(new Sequence(2));
            assertThat(rebirth.before()).isNull();
            assertThat(rebirth.key().id()).isEqualTo("a");
        }
    }

    @Test
    default void anObjectIsReadAsItWasAtEveryPosition() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("other", "x", ANN);
            on.apply(NOON, "a", ChangeKind.CREATED, state("first", ANN));
            on.apply(NOON.plusSeconds(1), "a", ChangeKind.CHANGED, state("second", ANN));
            on.create("another", "x", ANN);
            on.apply(NOON.plusSeconds(2), "a", ChangeKind.DELETED, Change.State.GONE);
            on.apply(NOON.plusSeconds(3), "a", ChangeKind.CREATED, state("third", BOB));

            assertThat(states(on, "a", 7))
                    .containsExactly(
                            "none",
                            "none",
                            "v2 2026-03-01T12:00:00Z 'first' []",
                            "v3 2026-03-01T12:00:01Z 'second' []",
                            "v3 2026-03-01T12:00:01Z 'second' []",
                            "v5 2026-03-01T12:00:02Z deleted []",
                            "v6 2026-03-01T12:00:03Z 'third' []",
                            "v6 2026-03-01T12:00:03Z 'third' []");
        }
    }

    private static List<String> states(Scenario on, String id, int last) {
        ObjectNumber number = on.number(id);
        return java.util.stream.LongStream.rangeClosed(0, last)
                .mapToObj(at -> on.read().objectAt(number, new Sequence(at)))
                .map(found -> found.map(Description::of).orElse("none"))
                .map(text -> text.substring(Math.max(0, text.indexOf(" v") + 1)))
                .toList();
    }

    @Test
    default void anObjectChangedTwiceInOneAppendIsChained() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "0", ANN);
            on.writing(transaction -> {
                StoredObject stored = transaction.lock(key("a")).orElseThrow();
                transaction.append(
                        List.of(
                                changeOf("a", ChangeKind.CHANGED, stored, state("1", ANN, BOB)),
                                created("b", "0", ANN),
                                changeOf("A", ChangeKind.CHANGED, stored, state("2", BOB)),
                                changeOf("b", ChangeKind.DELETED, null, Change.State.GONE)),
                        NOON);
            });

            assertThat(on.read().log(new Sequence(1), 10))
                    .extracting(entry -> entry.key().id() + " replaces "
                            + entry.previous().value() + " " + Scenario.text(entry.before()))
                    .containsExactly("a replaces 1 0", "b replaces 0 null", "a replaces 2 1", "b replaces 3 0");
            assertThat(states(on, "a", 4))
                    .extracting(text -> text.replaceAll(" .* '", " '"))
                    .containsExactly("none", "v1 '0' []", "v2 '1' []", "v2 '1' []", "v4 '2' []");
            assertThat(on.read().edges(BOB, new ObjectNumber(1)))
                    .extracting(Object::toString)
                    .containsExactly("Edge[begin=Sequence[value=2], end=null]");
            assertThat(on.read().object(key("b")).orElseThrow().deleted()).isTrue();
        }
    }

    /// The last line of defence for loss class 33: a caller that forgot to lock cannot write over what it did not
    /// see.
    @Test
    default void aChangeToAnotherStateThanTheStoredOneIsADefect() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            StoredObject old = on.read().object(key("a")).orElseThrow();
            on.change("a", "2", ANN);

            refuses(on, changeOf("a", ChangeKind.CHANGED, old, state("3", ANN)));
            refuses(on, changeOf("a", ChangeKind.CHANGED, null, state("3", ANN)));
            refuses(on, created("a", "3", ANN));
            assertThat(on.read().head().sequence()).isEqualTo(new Sequence(2));
        }
    }

    @Test
    default void aKindThatDoesNotFitTheObjectIsADefect() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.create("b", "1", ANN);
            on.delete("b");
            StoredObject a = on.read().object(key("a")).orElseThrow();
            StoredObject b = on.read().object(key("b")).orElseThrow();
            Change.State haunting = new Change.State(new byte[0], true, Set.of(ANN), List.of());

            refuses(on, changeOf("a", ChangeKind.CREATED, a, state("2", ANN)));
            refuses(on, changeOf("a", ChangeKind.CHANGED, a, Change.State.GONE));
            refuses(on, changeOf("a", ChangeKind.DELETED, a, state("2", ANN)));
            refuses(on, changeOf("a", ChangeKind.DELETED, a, haunting));
            refuses(on, changeOf("b", ChangeKind.CHANGED, b, state("2", ANN)));
            refuses(on, changeOf("b", ChangeKind.DELETED, b, Change.State.GONE));
            refuses(on, changeOf("c", ChangeKind.CHANGED, null, state("2", ANN)));
            refuses(on, changeOf("c", ChangeKind.DELETED, null, Change.State.GONE));
            assertThat(on.read().head().sequence()).isEqualTo(new Sequence(3));
        }
    }

    private static void refuses(Scenario on, Change change) {
        assertThatThrownBy(() -> on.write().append(List.of(change), NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aWriterSeesItsOwnChanges() {
        try (Scenario on = Scenario.in(newStorage())) {
            Optional<StoredObject> seen = on.write(transaction -> {
                transaction.append(List.of(created("a", "1", ANN)), NOON);
                return transaction.object(key("a"));
            });

            assertThat(seen.orElseThrow().audience()).containsExactly(ANN);
        }
    }
}
