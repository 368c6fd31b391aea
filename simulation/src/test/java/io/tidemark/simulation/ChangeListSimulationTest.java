package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.retention.Retention;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.contract.ListClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that keep a copy by date and time, through seeded histories of edits, deletions, sharing, people who come
/// into groups and leave them, windows of time that open and close, clocks that stand still, jump and go back,
/// answers read in parts of any size, crashes in the middle of a chain and starting over: when nothing changes any
/// more, one pass later each holds what its user should have. A failure prints the seed.
/// `-Dtidemark.simulation.seeds=…` runs more of them.
class ChangeListSimulationTest {
    private static final int SEEDS = Integer.getInteger("tidemark.simulation.seeds", 120);
    private static final int DEEDS = 200;
    private static final int NOTES = 12;
    private static final List<Principal> GROUPS = List.of(
            new Principal("t1"), new Principal("t2"), new Principal("t3"), Principal.EVERYONE, Principal.UNLIMITED);

    /// Those that come and go: the limited are a group that nothing is for.
    private static final List<Principal> REGROUPED =
            List.of(new Principal("t1"), new Principal("t2"), new Principal("t3"), Principal.LIMITED);
    private static final int[] CLOCK_MILLIS = {0, 0, 1, 400, 600, 999, 1_000, 5_000, -1_500};

    @TempDir
    private Path folder;

    @Test
    void clientsConvergeAfterAnyHistory() {
        for (int seed = 0; seed < SEEDS; seed++) {
            played(StorageKind.MEMORY, seed);
        }
    }

    /// To the letter.
    @ParameterizedTest
    @CsvSource({"SQLITE, 10", "POSTGRES, 30"})
    void everyStorageAnswersLikeMemory(StorageKind kind, int rareness) {
        for (int seed = 0; seed < SEEDS / rareness; seed++) {
            assertThat(played(kind, seed)).as("seed %s", seed).isEqualTo(played(StorageKind.MEMORY, seed));
        }
    }

    private List<String> played(StorageKind kind, int seed) {
        try (Storage storage = kind.openNew(folder)) {
            Play play = new Play(storage, seed);
            play.run();
            return play.transcript;
        }
    }

    /// One history.
    private static final class Play {
        private final RandomGenerator random;
        private final World world;
        private final Office office;
        private final List<User> users = new ArrayList<>();
        private final List<ListClient> clients = new ArrayList<>();
        private final Map<Principal, Set<UserId>> groups = new HashMap<>();
        private final int seed;
        /// What was told, in order.
        private final List<String> transcript = new ArrayList<>();

        Play(Storage storage, int seed) {
            this.seed = seed;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            this.world = World.on(storage, "play", 2);
            this.office = world.office();
            for (int n = 0; n < 4; n++) {
                User user = world.user(1 + n % 2);
                users.add(user);
                clients.add(new ListClient(storage, world.account(), user.id(), NoteType.ID, 1 + random.nextInt(4)));
            }
        }

        void run() {
            for (int n = 0; n < DEEDS; n++) {
                deed();
            }
            world.clock().advance(Duration.ofSeconds(20));
            office.sweep();
            for (int n = 0; n < clients.size(); n++) {
                ListClient client = clients.get(n);
                finish(client);
                client.pass(world.clock().instant());
                assertThat(client.copy()).as("seed %s, client %s", seed, n).isEqualTo(selection(users.get(n)));
                world.clock().advance(Duration.ofSeconds(2));
                client.pass(world.clock().instant());
                assertThat(client.pass(world.clock().instant()))
                        .as("seed %s, client %s at rest", seed, n)
                        .isEmpty();
            }
        }

        private void deed() {
            switch (random.nextInt(13)) {
                case 12 -> forget();
                case 11 -> office.sweep();
                case 10 -> regroup();
                case 0, 1, 2 -> edit("n" + random.nextInt(NOTES));
                case 3 -> world.clock().advance(Duration.ofMillis(CLOCK_MILLIS[random.nextInt(CLOCK_MILLIS.length)]));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        clients.get(random.nextInt(clients.size())).crash();
                    }
                }
                case 5 -> {
                    if (random.nextInt(8) == 0) {
                        startOver(clients.get(random.nextInt(clients.size())));
                    }
                }
                default -> ask(random.nextInt(clients.size()));
            }
        }

        private void ask(int client) {
            List<Long> told = clients.get(client).ask(world.clock().instant());
            transcript.add(client + " was told of " + told + " and has "
                    + clients.get(client).copy());
        }

        /// A client that was away for so long that it is forgotten what is gone since begins with nothing.
        private void startOver(ListClient client) {
            boolean isRemembered = world.storage()
                    .read(
                            world.account().id(),
                            tx -> tx.horizon().remembersGoneSince(tx.positionBefore(client.since())));
            if (isRemembered) {
                client.startOver();
            } else {
                client.throwAway();
            }
        }

        /// What is forgotten is made good: no client is told less, but one whose first pass was interrupted for so
        /// long, which begins with nothing.
        private void forget() {
            if (random.nextInt(4) == 0) {
                Duration states = Duration.ofMillis(random.nextInt(12_000));
                new Retention(world.storage(), states, states.plusMillis(random.nextInt(6_000)), List.of())
                        .run(world.account().id(), world.clock().instant(), () -> false);
                clients.stream()
                        .filter(client -> client.since().equals(Instant.EPOCH))
                        .forEach(ListClient::throwAway);
            }
        }

        private void edit(String id) {
            if (office.note(id).isEmpty()) {
                office.create(id, "T" + random.nextInt(100), "P", owners());
            } else {
                switch (random.nextInt(7)) {
                    case 3 -> office.set(id, NoteType.FROM, someInstant());
                    case 4 -> office.set(id, NoteType.UNTIL, someInstant());
                    case 0 -> office.delete(id);
                    case 1 -> office.share(id, owners());
                    case 2 -> office.set(id, NoteType.GROUPS, someGroups());
                    default -> office.set(id, NoteType.TITLE, "T" + random.nextInt(100));
                }
            }
        }

        private List<User> owners() {
            return switch (random.nextInt(5)) {
                case 0 -> List.of(world.user(1));
                case 1 -> List.of(world.user(2));
                case 2 -> List.of();
                default -> List.of(world.user(1), world.user(2));
            };
        }

        private String someGroups() {
            return GROUPS.stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .map(Principal::name)
                    .collect(Collectors.joining(","));
        }

        private String someInstant() {
            return random.nextInt(4) == 0
                    ? ""
                    : Long.toString(world.clock()
                            .instant()
                            .plusMillis(random.nextInt(-3_000, 9_000))
                            .toEpochMilli());
        }

        private void regroup() {
            Principal group = REGROUPED.get(random.nextInt(REGROUPED.size()));
            Set<UserId> members = Stream.of(1, 2)
                    .filter(_ -> random.nextBoolean())
                    .map(n -> world.user(n).id())
                    .collect(Collectors.toSet());
            office.regroup(new Group(group, members));
            groups.put(group, members);
        }

        private boolean isFor(User user, Fields note) {
            if (!isOpen(note)) {
                return NoteType.owners(note).stream().limit(1).anyMatch(user.id()::equals);
            }
            return NoteType.owners(note).contains(user.id())
                    || NoteType.groups(note).stream().anyMatch(group -> isIn(user, group));
        }

        private boolean isIn(User user, Principal group) {
            if (group.equals(Principal.EVERYONE)) {
                return true;
            }
            return group.equals(Principal.UNLIMITED)
                    ? !groups.getOrDefault(Principal.LIMITED, Set.of()).contains(user.id())
                    : groups.getOrDefault(group, Set.of()).contains(user.id());
        }

        /// A chain that is under way is bounded by what there was when it began.
        private void finish(ListClient client) {
            int parts = 0;
            while (client.isUnderWay()) {
                client.ask(world.clock().instant());
                assertThat(++parts).as("parts, seed %s", seed).isLessThanOrEqualTo(8 * NOTES + 8);
            }
        }

        private boolean isOpen(Fields note) {
            long now = world.clock().instant().toEpochMilli();
            String from = note.values().getOrDefault(NoteType.FROM, "");
            String until = note.values().getOrDefault(NoteType.UNTIL, "");
            return (from.isEmpty() || now >= Long.parseLong(from)) && (until.isEmpty() || now < Long.parseLong(until));
        }

        private SortedMap<Long, String> selection(User user) {
            SortedMap<Long, String> selected = new TreeMap<>();
            for (Map.Entry<String, Fields> note : office.notes().entrySet()) {
                if (!isFor(user, note.getValue())) {
                    continue;
                }
                ObjectNumber number = world.storage()
                        .read(
                                world.account().id(),
                                tx -> tx.object(new ObjectKey(NoteType.ID, note.getKey()))
                                        .orElseThrow()
                                        .number());
                selected.put(number.value(), new String(FieldText.write(note.getValue()), StandardCharsets.UTF_8));
            }
            return selected;
        }
    }
}
