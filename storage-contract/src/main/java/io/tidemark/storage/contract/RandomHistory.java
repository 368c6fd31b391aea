package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.ANN;
import static io.tidemark.storage.contract.Scenario.BOB;
import static io.tidemark.storage.contract.Scenario.NOON;
import static io.tidemark.storage.contract.Scenario.TASK;

import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.handshake.Holding;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Round;
import io.tidemark.core.handshake.Synchronization;
import io.tidemark.core.handshake.SynchronizationId;
import io.tidemark.core.handshake.UploadRecord;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A random course of events over a few objects, principals and synchronizations: the same for every storage that
/// it is applied to, because all chance comes from the seed. Confined to one thread.
public final class RandomHistory {
    private static final List<Principal> PRINCIPALS = List.of(ANN, BOB, new Principal("t1"), new Principal("*"));
    private static final List<Principal> GROUPS = List.of(new Principal("t1"), new Principal("t2"), Principal.LIMITED);
    private static final int USERS = 3;
    private static final List<TypeId> TYPES = List.of(TASK, new TypeId("note"));
    private static final List<String> IDS = List.of("a", "A", "b", "c", "D", "d", "e");
    private static final List<String> CLIENT_IDS = List.of("x", "y", "z");
    private static final int SYNCHRONIZATIONS = 3;
    private static final int LIMIT = 10_000;

    private final RandomGenerator random;

    /// A history that follows from `random` alone.
    public RandomHistory(RandomGenerator random) {
        this.random = random;
    }

    /// Runs one random work.
    public void step(WriteTransaction transaction) {
        if (random.nextInt(4) > 0) {
            append(transaction);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            handshake(transaction);
        }
        if (random.nextInt(50) == 0) {
            transaction.startEpoch(transaction.head().at().plusSeconds(random.nextInt(3)));
        }
    }

    private void append(WriteTransaction transaction) {
        Map<ObjectKey, Boolean> lives = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ObjectKey key = new ObjectKey(pick(TYPES), pick(IDS));
            StoredObject stored = transaction.lock(key).orElse(null);
            boolean living = lives.getOrDefault(key, stored != null && !stored.deleted());
            ChangeKind kind = kind(living);
            if (kind.changesObject()) {
                lives.put(key, kind != ChangeKind.DELETED);
            }
            Set<String> fields = Set.of("f" + random.nextInt(3));
            changes.add(
                    kind.changesObject()
                            ? Change.of(key, kind, stored, state(kind), fields, Scenario.ORIGIN)
                            : Change.notTaken(key, kind, fields, Scenario.ORIGIN, body(), "why"));
        }
        if (random.nextInt(4) == 0) {
            changes.add(regrouped(transaction));
        }
        if (random.nextInt(3) == 0) {
            StoredObject stored =
                    transaction.lock(new ObjectKey(pick(TYPES), pick(IDS))).orElse(null);
            if (stored != null && !stored.deleted() && !lives.containsKey(stored.key())) {
                byte[] body = random.nextBoolean() ? stored.body() : body();
                changes.add(Change.moved(stored, body, new Selected(audience(), until()), Scenario.ORIGIN, "time"));
            }
        }
        transaction.append(changes, NOON.plusMillis(random.nextInt(10_000)));
    }

    private Change regrouped(WriteTransaction transaction) {
        Principal principal = pick(GROUPS);
        ObjectKey key = new ObjectKey(new TypeId("group"), principal.name());
        StoredObject stored = transaction.lock(key).orElse(null);
        ChangeKind kind = kind(stored != null && !stored.deleted());
        if (!kind.changesObject()) {
            return Change.notTaken(key, kind, Set.of(), Scenario.ORIGIN, body(), "why");
        }
        Set<UserId> members = IntStream.rangeClosed(1, USERS)
                .filter(_ -> random.nextBoolean())
                .mapToObj(UserId::new)
                .collect(Collectors.toSet());
        Change.State state = kind == ChangeKind.DELETED
                ? Change.State.GONE
                : random.nextInt(5) == 0
                        ? new Change.State(body(), false, Set.of(), List.of())
                        : Change.State.of(
                                body(),
                                random.nextInt(4) == 0 ? Group.ofEverybody(principal) : new Group(principal, members));
        return Change.of(key, kind, stored, state, Set.of(), Scenario.ORIGIN);
    }

    private Set<Principal> audience() {
        return PRINCIPALS.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
    }

    private @Nullable Instant until() {
        return random.nextInt(3) == 0 ? null : NOON.plusMillis(random.nextInt(10_000));
    }

    private ChangeKind kind(boolean living) {
        if (random.nextInt(10) == 0) {
            return random.nextBoolean() ? ChangeKind.OVERRULED : ChangeKind.REFUSED;
        }
        if (!living) {
            return ChangeKind.CREATED;
        }
        return random.nextInt(4) == 0 ? ChangeKind.DELETED : ChangeKind.CHANGED;
    }

    private Change.State state(ChangeKind kind) {
        if (kind == ChangeKind.DELETED) {
            return Change.State.GONE;
        }
        Set<Principal> audience = new HashSet<>();
        List<Span> spans = new ArrayList<>();
        for (Principal principal : PRINCIPALS) {
            if (random.nextBoolean()) {
                audience.add(principal);
                Instant start = NOON.plus(Duration.ofHours(random.nextInt(2_000)));
                Instant end =
                        random.nextInt(8) == 0 ? Instant.MAX : start.plus(Duration.ofHours(1L << random.nextInt(12)));
                spans.add(new Span(principal, start, end));
            }
        }
        return new Change.State(body(), false, audience, spans, Set.of(), Set.of(), null, until());
    }

    private byte[] body() {
        return Scenario.bytes("{\"n\":" + "7".repeat(random.nextInt(200) == 0 ? 9_000 : random.nextInt(40)) + "}");
    }

    private void handshake(WriteTransaction transaction) {
        Synchronization synchronization = synchronization();
        SynchronizationId id = synchronization.id();
        ObjectNumber number = new ObjectNumber(1 + random.nextInt(8));
        int round = 1 + random.nextInt(6);
        switch (random.nextInt(11)) {
            case 0 -> transaction.putSynchronization(synchronization);
            case 1 ->
                transaction.putRound(
                        new Round(id, round, round - 1, new Sequence(round), random.nextBoolean(), 3, 1, 77));
            case 2 -> transaction.dropRounds(id, Set.of(round, round + 1));
            case 3 -> transaction.addPending(id, round, List.of(number, new ObjectNumber(1)));
            case 4 -> transaction.removePending(id, round, number);
            case 5, 6, 7 ->
                transaction.putHolding(
                        new Holding(
                                id,
                                number,
                                round,
                                pick(List.of(Holding.State.values())),
                                new Sequence(round),
                                "c",
                                NOON),
                        random.nextInt(6));
            case 8 -> transaction.dropHoldings(id, Set.of(round));
            case 9 -> transaction.putName(synchronization, pick(CLIENT_IDS), number);
            default -> upload(transaction, id, number);
        }
        if (random.nextInt(60) == 0) {
            transaction.forgetSynchronizationsBefore(NOON.plusSeconds(random.nextInt(5)), 1);
        }
    }

    private void upload(WriteTransaction transaction, SynchronizationId id, ObjectNumber number) {
        String digest = pick(CLIENT_IDS);
        if (transaction.upload(id, digest).isEmpty()) {
            transaction.putUpload(new UploadRecord(
                    id, digest, pick(List.of(Outcome.Kind.values())), number, new Sequence(1), null, "m"));
        }
    }

    private Synchronization synchronization() {
        int id = 1 + random.nextInt(SYNCHRONIZATIONS);
        return new Synchronization(
                new SynchronizationId(id),
                new UserId(1 + id % 2),
                "tasks",
                NOON.plusSeconds(random.nextInt(9)),
                random.nextInt(3));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A selection as it was at a position of the log.
    record Selection(Principal principal, TypeId type, Sequence at) {}

    /// Every answer that an account can give about what a history can have made, written out.
    public static List<String> everythingReadable(Scenario on) {
        return on.read(transaction -> {
            List<String> lines = new ArrayList<>();
            lines.add(transaction.head().toString());
            transaction.log(Sequence.ZERO, LIMIT).forEach(entry -> lines.add(Description.of(entry)));
            describeObjects(transaction, lines);
            for (Principal principal : PRINCIPALS) {
                TYPES.forEach(type -> describeSelection(transaction, principal, type, lines));
                describeSpans(transaction, principal, lines);
            }
            lines.add(transaction.due(NOON.plusSeconds(5), LIMIT).toString());
            for (int user = 1; user <= USERS; user++) {
                lines.add(user + " " + transaction.memberships(new UserId(user)));
            }
            for (int id = 1; id <= 5; id++) {
                describeSynchronization(transaction, new SynchronizationId(id), lines);
            }
            lines.add(transaction.users(0, LIMIT) + " " + transaction.teams());
            return lines;
        });
    }

    private static void describeObjects(ReadTransaction transaction, List<String> lines) {
        for (TypeId type : TYPES) {
            lines.add("living " + transaction.living(type, new ObjectNumber(ObjectNumber.BEFORE_ALL), LIMIT));
            for (String id : IDS) {
                transaction.object(new ObjectKey(type, id)).map(Description::of).ifPresent(lines::add);
            }
        }
        long last = transaction.head().sequence().value();
        for (long number = 1; transaction.object(new ObjectNumber(number)).isPresent(); number++) {
            ObjectNumber object = new ObjectNumber(number);
            transaction.history(object, Sequence.ZERO, LIMIT).forEach(entry -> lines.add("h " + entry.sequence()));
            for (long at = 0; at <= last; at += 1 + last / 12) {
                lines.add(at + " "
                        + transaction.objectAt(object, new Sequence(at)).map(Description::of));
            }
            PRINCIPALS.forEach(principal -> lines.add(principal + " " + transaction.edges(principal, object)));
        }
    }

    private static void describeSelection(
            ReadTransaction transaction, Principal principal, TypeId type, List<String> lines) {
        long last = transaction.head().sequence().value();
        for (long at = 0; at <= last; at += 1 + last / 12) {
            Selection selection = new Selection(principal, type, new Sequence(at));
            lines.add(selection + " " + transaction.countSelected(principal, type, selection.at())
                    + transaction.selected(principal, type, selection.at(), new ObjectNumber(1), 3));
            lines.addAll(Description.ofScan(transaction, selection, 0, new PageLimit(LIMIT, Long.MAX_VALUE)));
            lines.addAll(Description.ofScan(transaction, selection, 2, new PageLimit(3, 30)));
            lines.add("ever "
                    + transaction.everSelected(
                            principal,
                            type,
                            selection.at(),
                            new Sequence(selection.at().value() + 4),
                            new ObjectNumber(at % 3),
                            1 + (int) at));
            lines.add(transaction
                    .touched(principal, type, selection.at(), at % 2 == 0 ? LIMIT : 2)
                    .toString());
        }
    }

    private static void describeSpans(ReadTransaction transaction, Principal principal, List<String> lines) {
        for (int hours : IntStream.of(1, 24, 500, 5_000).toArray()) {
            Instant from = NOON.plus(Duration.ofHours(hours));
            lines.add(transaction
                    .spans(principal, from, from.plus(Duration.ofHours(hours)), 20)
                    .toString());
        }
    }

    private static void describeSynchronization(ReadTransaction transaction, SynchronizationId id, List<String> lines) {
        lines.add(transaction.synchronization(id) + " " + transaction.rounds(id));
        lines.add(transaction.synchronizations(new UserId(1), 2).toString());
        lines.add(transaction
                .holdings(id, new ObjectNumber(1), new ObjectNumber(9))
                .toString());
        for (int round = 1; round <= 7; round++) {
            lines.add(transaction.pending(id, round, Scenario.START, LIMIT).toString());
        }
        for (String clientId : CLIENT_IDS) {
            lines.add(transaction.named(id, clientId) + " "
                    + transaction.named(new UserId(1), "tasks", clientId)
                    + transaction.upload(id, clientId));
        }
    }
}
