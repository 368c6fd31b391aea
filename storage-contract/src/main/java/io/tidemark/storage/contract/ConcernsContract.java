package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.ORIGIN;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.bytes;
import static io.tidemark.storage.contract.Scenario.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction.Concern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whom the log concerns.
interface ConcernsContract extends EmptyStorage {
    Principal CREW = new Principal("t1");
    TypeId CREWS = new TypeId("crew");

    @Test
    default void anEntryConcernsWhoHasItsObjectAndWhoLostIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            on.create("b", "1", CREW);
            on.change("a", "2", BOB, CREW);
            on.delete("b");

            assertThat(on.read().concerns(Sequence.ZERO, 9))
                    .as("who had the first object is told by the third entry")
                    .containsExactly(
                            task(1, Set.of(BOB, CREW), Set.of()),
                            task(2, Set.of(), Set.of()),
                            task(3, Set.of(BOB, CREW), Set.of(ANN)),
                            task(4, Set.of(), Set.of(CREW)));
            assertThat(on.read().concerns(new Sequence(2), 1)).containsExactly(task(3, Set.of(BOB, CREW), Set.of(ANN)));
            assertThat(on.neighbour("other").read().concerns(Sequence.ZERO, 9)).isEmpty();
        }
    }

    @Test
    default void severalChangesOfOneObjectInOneAppendAreTakenForThemselves() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.writing(tx -> {
                StoredObject before = tx.lock(key("a")).orElseThrow();
                tx.append(
                        List.of(
                                Scenario.changeOf("a", ChangeKind.CHANGED, before, Scenario.state("2", BOB)),
                                Scenario.changeOf("a", ChangeKind.CHANGED, before, Scenario.state("3", CREW))),
                        NOON);
            });

            assertThat(on.read().concerns(new Sequence(1), 9))
                    .containsExactly(task(2, Set.of(CREW), Set.of(ANN)), task(3, Set.of(CREW), Set.of(BOB)));
        }
    }

    @Test
    default void aMoveConcernsOnlyThoseWhoseStayBeginsOrEnds() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN, BOB);
            move(on, "a", BOB, CREW);
            move(on, "a", BOB);

            assertThat(on.read().concerns(new Sequence(1), 9))
                    .containsExactly(task(2, Set.of(), Set.of(ANN)), task(3, Set.of(), Set.of(CREW)));
            move(on, "a", BOB, CREW);
            assertThat(on.read().concerns(new Sequence(3), 9)).containsExactly(task(4, Set.of(CREW), Set.of()));
        }
    }

    @Test
    default void whatWasNotTakenConcernsNobody() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", ANN);
            on.writing(tx -> tx.append(
                    List.of(Change.notTaken(key("a"), ChangeKind.REFUSED, Set.of("title"), ORIGIN, bytes("x"), "no")),
                    NOON));
            on.writing(tx -> tx.append(
                    List.of(Change.notTaken(
                            key("none"), ChangeKind.REFUSED, Set.of("title"), ORIGIN, bytes("x"), "no")),
                    NOON));

            assertThat(on.read().concerns(new Sequence(1), 9))
                    .containsExactly(task(2, Set.of(), Set.of()), task(3, Set.of(), Set.of()));
        }
    }

    @Test
    default void whoComesIntoAGroupOrLeavesItIsConcerned() {
        try (Scenario on = Scenario.in(newStorage())) {
            crew(on, Change.State.of(bytes("1"), new Group(CREW, Set.of(new UserId(1), new UserId(2)))));
            crew(on, Change.State.of(bytes("2"), new Group(CREW, Set.of(new UserId(2), new UserId(3)))));
            crew(on, Change.State.of(bytes("3"), new Group(CREW, Set.of(new UserId(2), new UserId(3)))));
            crew(on, Change.State.of(bytes("4"), Group.ofEverybody(CREW)));
            crew(on, Change.State.GONE);

            assertThat(on.read().concerns(Sequence.ZERO, 9))
                    .containsExactly(
                            members(1, false, 1, 2),
                            members(2, false, 1, 3),
                            members(3, false),
                            members(4, true, 2, 3),
                            members(5, true));
        }
    }

    @Test
    default void theLoginBehindAnEntryIsKept() {
        try (Scenario on = Scenario.in(newStorage())) {
            Origin origin = new Origin(new UserId(1), "phone", "call", "digest", "login");
            on.writing(tx -> tx.append(
                    List.of(Change.of(
                            key("a"), ChangeKind.CREATED, null, Scenario.state("1", ANN), Set.of("title"), origin)),
                    NOON));

            assertThat(on.read().concerns(Sequence.ZERO, 9))
                    .extracting(Concern::origin)
                    .containsExactly(origin);
            assertThat(on.read().log(Sequence.ZERO, 9))
                    .first()
                    .satisfies(entry -> assertThat(entry.origin()).isEqualTo(origin));
        }
    }

    private static Concern task(long at, Set<Principal> principals, Set<Principal> parted) {
        return new Concern(new Sequence(at), TASK, ORIGIN, principals, parted, Set.of(), false);
    }

    private static Concern members(long at, boolean isOfEverybody, long... users) {
        Set<UserId> members = new java.util.HashSet<>();
        for (long user : users) {
            members.add(new UserId(user));
        }
        return new Concern(new Sequence(at), CREWS, ORIGIN, Set.of(), Set.of(), members, isOfEverybody);
    }

    private static void crew(Scenario on, Change.State state) {
        ObjectKey key = new ObjectKey(CREWS, "c");
        on.writing(tx -> {
            @Nullable StoredObject previous = tx.lock(key).orElse(null);
            ChangeKind kind =
                    state.deleted() ? ChangeKind.DELETED : previous == null ? ChangeKind.CREATED : ChangeKind.CHANGED;
            tx.append(List.of(Change.of(key, kind, previous, state, Set.of(), ORIGIN)), NOON);
        });
    }

    private static void move(Scenario on, String id, Principal... audience) {
        on.writing(tx -> {
            StoredObject object = tx.lock(key(id)).orElseThrow();
            tx.append(List.of(Change.moved(object, new Selected(Set.of(audience), null), ORIGIN, "time")), NOON);
        });
    }
}
