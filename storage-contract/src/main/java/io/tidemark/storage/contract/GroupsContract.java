package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.ORIGIN;
import static io.tidemark.storage.contract.Scenario.START;
import static io.tidemark.storage.contract.Scenario.TASK;
import static io.tidemark.storage.contract.Scenario.bytes;
import static io.tidemark.storage.contract.Scenario.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is in which group, since when, and what devices hear of it.
interface GroupsContract extends EmptyStorage {
    UserId ANNA = new UserId(1);
    Principal TEAM = new Principal("t1");
    Principal OTHER_TEAM = new Principal("t2");

    @Test
    default void membershipsBeginAndEndWithTheObjectThatKeepsTheGroup() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1, 2);
            on.create("a", "1", TEAM);
            group(on, TEAM, 2, 3);
            group(on, OTHER_TEAM, 1);
            group(on, TEAM, 1);
            remove(on, TEAM);

            assertThat(on.read().memberships(ANNA))
                    .containsExactly(
                            new Membership(TEAM, new Sequence(1), new Sequence(3)),
                            new Membership(TEAM, new Sequence(5), new Sequence(6)),
                            new Membership(OTHER_TEAM, new Sequence(4), null));
            assertThat(on.read().memberships(new UserId(2)))
                    .containsExactly(new Membership(TEAM, new Sequence(1), new Sequence(5)));
            assertThat(on.read().memberships(new UserId(9))).isEmpty();
            assertThat(on.neighbour("other").read().memberships(ANNA)).isEmpty();
        }
    }

    @Test
    default void aGroupOfEverybodyHasWhoComesLaterToo() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, TEAM, Change.State.of(bytes("1"), Group.ofEverybody(TEAM)));
            group(on, OTHER_TEAM, 1);
            group(on, TEAM);
            put(on, TEAM, Change.State.of(bytes("2"), Group.ofEverybody(TEAM)));
            group(on, TEAM, 1);

            Membership first = new Membership(TEAM, new Sequence(1), new Sequence(3));
            Membership second = new Membership(TEAM, new Sequence(4), new Sequence(5));
            assertThat(on.read().memberships(new UserId(77))).containsExactly(first, second);
            assertThat(on.read().memberships(ANNA))
                    .containsExactly(
                            first,
                            second,
                            new Membership(TEAM, new Sequence(5), null),
                            new Membership(OTHER_TEAM, new Sequence(2), null));
            assertThat(on.neighbour("other").read().memberships(ANNA)).isEmpty();
        }
    }

    @Test
    default void whoIsLimitedHasWhatIsForTheUnlimitedNoLonger() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", Principal.UNLIMITED);
            on.create("b", "1", Principal.UNLIMITED, Principal.of(ANNA));
            ListClient client = client(on);
            client.pass(NOON.plusSeconds(1));
            client.pass(NOON.plusSeconds(2));
            assertThat(client.copy()).containsOnlyKeys(1L, 2L);

            Change.State all = Change.State.of(bytes("{}"), Group.ofEverybody(Principal.LIMITED));
            put(on, NOON.plusSeconds(10), Principal.LIMITED, all);
            assertThat(client.pass(NOON.plusSeconds(11)))
                    .as("the difference and nothing else")
                    .containsExactly(1L);
            assertThat(client.copy()).containsOnlyKeys(2L);

            group(on, NOON.plusSeconds(20), Principal.LIMITED);
            assertThat(client.pass(NOON.plusSeconds(21))).containsExactly(1L);
            assertThat(client.copy()).containsOnlyKeys(1L, 2L);
        }
    }

    @Test
    default void whoIsLimitedHearsOfWhatComesFromEveryoneToTheUnlimitedAndBack() {
        try (Scenario on = Scenario.in(newStorage())) {
            put(on, Principal.LIMITED, Change.State.of(bytes("{}"), Group.ofEverybody(Principal.LIMITED)));
            on.create("a", "1", Principal.EVERYONE);
            ListClient client = client(on);
            client.pass(NOON.plusSeconds(1));
            assertThat(client.copy()).containsOnlyKeys(2L);

            on.apply(NOON.plusSeconds(2), "a", ChangeKind.CHANGED, Scenario.state("1", Principal.UNLIMITED));
            client.pass(NOON.plusSeconds(3));
            assertThat(client.copy()).isEmpty();

            on.apply(NOON.plusSeconds(4), "a", ChangeKind.CHANGED, Scenario.state("1", Principal.EVERYONE));
            client.pass(NOON.plusSeconds(5));
            assertThat(client.copy()).containsOnlyKeys(2L);
        }
    }

    @Test
    default void aChangeThatSaysNothingOfTheGroupLeavesIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            put(on, TEAM, new Change.State(bytes("renamed"), false, Set.of(), List.of()));

            assertThat(on.read().memberships(ANNA)).containsExactly(new Membership(TEAM, new Sequence(1), null));
        }
    }

    @Test
    default void anObjectKeepsGroupsOfOnePrincipalOnly() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);

            assertThatThrownBy(() -> put(on, TEAM, Change.State.of(bytes("x"), new Group(OTHER_TEAM, Set.of(ANNA)))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(on.read().memberships(ANNA)).containsExactly(new Membership(TEAM, new Sequence(1), null));
        }
    }

    @Test
    default void whatWasEverSelectedComesByNumberOnceEach() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.create("a", "1", TEAM);
            on.create("b", "1", TEAM);
            on.create("c", "1", TEAM);
            on.change("a", "2");
            on.change("a", "3", TEAM);
            on.change("b", "2");

            assertThat(ever(on, 0, 0, 9)).isEqualTo(numbers(1, 2, 3));
            assertThat(ever(on, 6, 0, 9)).isEqualTo(numbers(1, 3));
            assertThat(ever(on, 5, 0, 9)).isEqualTo(numbers(1, 2, 3));
            assertThat(ever(on, 5, 1, 1)).isEqualTo(numbers(2));
            assertThat(ever(on, 0, 3, 0, 9)).isEqualTo(numbers(1, 2));
            assertThat(ever(on, 4, 5, 0, 9)).isEqualTo(numbers(2, 3));
            assertThat(ever(on, 0, 1, 0, 9)).isEmpty();
            assertThat(on.read().everSelected(OTHER_TEAM, TASK, Sequence.ZERO, new Sequence(99), START, 9))
                    .isEmpty();
            assertThat(on.read().everSelected(TEAM, new TypeId("note"), Sequence.ZERO, new Sequence(99), START, 9))
                    .isEmpty();
        }
    }

    private static List<ObjectNumber> ever(Scenario on, long from, long after, int limit) {
        return ever(on, from, 99, after, limit);
    }

    private static List<ObjectNumber> ever(Scenario on, long from, long until, long after, int limit) {
        return on.read()
                .everSelected(TEAM, TASK, new Sequence(from), new Sequence(until), new ObjectNumber(after), limit);
    }

    @Test
    default void lossClass17WhoeverComesIntoAGroupGetsWhatItHas() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 2);
            on.create("a", "1", TEAM);
            on.create("b", "1", TEAM, Principal.of(ANNA));
            on.create("c", "1", OTHER_TEAM);
            ListClient client = client(on);
            assertThat(client.pass(NOON)).containsExactly(3L);
            client.pass(NOON.plusSeconds(1));

            group(on, NOON.plusSeconds(2), TEAM, 1, 2);

            // what Anna had anyway does not come again
            assertThat(client.pass(NOON.plusSeconds(3))).containsExactly(2L);
            assertThat(client.copy()).containsOnlyKeys(2L, 3L);
        }
    }

    @Test
    default void lossClass15WhoeverLeavesAGroupLosesWhatNothingElseGives() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            group(on, OTHER_TEAM, 1);
            on.create("a", "1", TEAM);
            on.create("b", "1", TEAM, OTHER_TEAM);
            on.create("c", "1", OTHER_TEAM);
            ListClient client = client(on);
            client.pass(NOON.plusSeconds(1));
            client.pass(NOON.plusSeconds(2));

            group(on, NOON.plusSeconds(3), TEAM);

            assertThat(client.pass(NOON.plusSeconds(4))).containsExactly(3L);
            assertThat(client.copy()).containsOnlyKeys(4L, 5L);
        }
    }

    @Test
    default void whatSeveralGroupsHaveIsToldOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            group(on, OTHER_TEAM, 1);
            on.create("a", "1", TEAM, OTHER_TEAM, Principal.of(ANNA), Principal.EVERYONE);

            assertThat(client(on).pass(NOON.plusSeconds(1))).containsExactly(3L);
        }
    }

    @Test
    default void whatChangesWhileSomebodyJoinsIsToldOnce() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM);
            on.create("a", "1", TEAM);
            ListClient client = client(on);
            client.pass(NOON.plusSeconds(1));
            group(on, NOON.plusSeconds(2), TEAM, 1);
            on.apply(NOON.plusSeconds(2), "a", ChangeKind.CHANGED, Scenario.state("2", TEAM));

            assertThat(client.pass(NOON.plusSeconds(3))).containsExactly(2L);
        }
    }

    @Test
    default void theTouchesOfSeveralGroupsAreReadInTheOrderOfTheLog() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            group(on, OTHER_TEAM, 1);
            on.create("first", "1", TEAM);
            ListClient client = client(on);
            client.pass(NOON.plusSeconds(1));
            client.pass(NOON.plusSeconds(2));
            on.writing(tx -> {
                List<Change> changes = new ArrayList<>();
                for (int n = 0; n < 1_200; n++) {
                    changes.add(Scenario.created("n" + n, "1", n < 600 ? TEAM : OTHER_TEAM));
                }
                tx.append(changes, NOON.plusSeconds(3));
            });

            assertThat(client.pass(NOON.plusSeconds(4))).hasSize(1_200);
            assertThat(client.copy()).hasSize(1_201);
        }
    }

    @Test
    default void comingBackBringsBackWhatAChainThatBrokeOffTookAway() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            on.create("a", "1", TEAM);
            on.create("b", "1", TEAM);
            ListClient client = new ListClient(on.storage(), account(on), ANNA, TASK, 1);
            client.pass(NOON.plusSeconds(1));
            group(on, NOON.plusSeconds(2), TEAM);
            client.ask(NOON.plusSeconds(3));
            assertThat(client.copy()).hasSize(1);
            client.crash();
            group(on, NOON.plusSeconds(4), TEAM, 1);

            client.pass(NOON.plusSeconds(5));

            assertThat(client.copy()).hasSize(2);
        }
    }

    @Test
    default void whoLeavesAGroupWhileAChainRunsIsToldNothingMoreOfIt() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            for (String id : List.of("a", "b", "c")) {
                on.create(id, "1", TEAM);
            }
            ListClient client = new ListClient(on.storage(), account(on), ANNA, TASK, 1);
            assertThat(client.ask(NOON.plusSeconds(1))).containsExactly(2L);
            group(on, NOON.plusSeconds(2), TEAM);

            assertThat(client.pass(NOON.plusSeconds(3))).isEmpty();
            client.pass(NOON.plusSeconds(4));
            assertThat(client.copy()).isEmpty();
        }
    }

    /// What a group had given up before the user left it is told by this chain or by none.
    @Test
    default void whatLeftAGroupThatTheUserLeavesWhileAChainRunsIsTold() {
        try (Scenario on = Scenario.in(newStorage())) {
            group(on, TEAM, 1);
            for (String id : List.of("a", "b", "c")) {
                on.create(id, "1", TEAM);
            }
            ListClient client = new ListClient(on.storage(), account(on), ANNA, TASK, 1);
            client.pass(NOON.plusSeconds(1));
            on.create("d", "1", ANN);
            on.change("a", "2", BOB);
            assertThat(client.ask(NOON.plusSeconds(2))).hasSize(1);
            assertThat(client.isUnderWay()).isTrue();
            group(on, NOON.plusSeconds(3), TEAM);

            client.pass(NOON.plusSeconds(4));
            client.pass(NOON.plusSeconds(5));
            assertThat(client.copy()).containsOnlyKeys(on.number("d").value());
        }
    }

    private static ListClient client(Scenario on) {
        return new ListClient(on.storage(), account(on), ANNA, TASK, 10);
    }

    private static Account account(Scenario on) {
        return on.storage().accounts().find(on.account()).orElseThrow();
    }

    private static void group(Scenario on, Principal principal, long... members) {
        group(on, NOON, principal, members);
    }

    private static void group(Scenario on, Instant at, Principal principal, long... members) {
        Set<UserId> users = Arrays.stream(members).mapToObj(UserId::new).collect(Collectors.toSet());
        put(on, at, principal, Change.State.of(bytes("{}"), new Group(principal, users)));
    }

    private static void remove(Scenario on, Principal principal) {
        put(on, principal, Change.State.GONE);
    }

    private static void put(Scenario on, Principal principal, Change.State state) {
        put(on, NOON, principal, state);
    }

    private static void put(Scenario on, Instant at, Principal principal, Change.State state) {
        ObjectKey key = new ObjectKey(new TypeId("group"), principal.name());
        on.writing(tx -> {
            @Nullable StoredObject previous = tx.lock(key).orElse(null);
            ChangeKind kind =
                    state.deleted() ? ChangeKind.DELETED : previous == null ? ChangeKind.CREATED : ChangeKind.CHANGED;
            tx.append(List.of(Change.of(key, kind, previous, state, Set.of(), ORIGIN)), at);
        });
    }
}
